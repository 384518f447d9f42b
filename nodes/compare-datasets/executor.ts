import { omitFields, readField, splitNames } from '@/core/items/field-path';
import type { Item, JsonObject } from '@/core/items/item';
import { valueKey } from '@/core/items/value-key';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { isSameValue } from './same-value';
import { versionOf } from './versions';

/** Every item of a key with every other may be far more than what went in: checked while it grows. */
const MAX_PAIRS = 100_000;

type CompareParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];
type Port = 'only-a' | 'same' | 'different' | 'only-b';

interface Row {
  item: Item;
  index: number;
  /** Null: a field to match by is missing. */
  key: string | null;
}

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { parameters } = input;
    if (parameters.fields.length === 0) {
      throw NodeFailure.final(
        'compare-datasets.no-fields',
        'No fields to match by are named. Add at least one pair.',
      );
    }
    const a = rowsOf(input.items('a'), 'a', parameters);
    const b = rowsOf(input.items('b'), 'b', parameters);
    return { kind: 'done', outputs: compare(a, b, parameters) };
  },
};

function rowsOf(
  items: readonly Item[],
  side: 'a' | 'b',
  { fields, looseTypes, dots }: CompareParameters,
): Row[] {
  return items.map((item, index) => {
    const keys = fields.map((pair) => {
      const name = side === 'a' || pair.b === '' ? pair.a : pair.b;
      return valueKey(readField(item.json, name, dots), { looseTypes });
    });
    return { item, index, key: keys.includes(null) ? null : JSON.stringify(keys) };
  });
}

function compare(
  a: readonly Row[],
  b: readonly Row[],
  parameters: CompareParameters,
): Record<Port, OutputItem[]> {
  const outputs: Record<Port, OutputItem[]> = { 'only-a': [], same: [], different: [], 'only-b': [] };
  const partners = byKey(b);
  let pairs = 0;
  for (const row of a) {
    const found = row.key === null ? [] : (partners.get(row.key) ?? []);
    if (found.length === 0) outputs['only-a'].push(alone(row, 'a'));
    for (const partner of parameters.matches === 'first' ? found.slice(0, 1) : found) {
      pairs += 1;
      assertPairs(pairs);
      pairUp(row, partner, { parameters, outputs });
    }
  }
  const known = byKey(a);
  for (const row of b) if (row.key === null || !known.has(row.key)) outputs['only-b'].push(alone(row, 'b'));
  return outputs;
}

function pairUp(
  a: Row,
  b: Row,
  { parameters, outputs }: { parameters: CompareParameters; outputs: Record<Port, OutputItem[]> },
): void {
  const from = [
    { port: 'a', index: a.index },
    { port: 'b', index: b.index },
  ];
  const [left, right] = [counted(a.item.json, 'a', parameters), counted(b.item.json, 'b', parameters)];
  if (isSameValue(left, right, parameters.looseTypes)) outputs.same.push({ ...a.item, from });
  else outputs.different.push({ ...versionOf(a.item, b.item, parameters), from });
}

/** What decides about same or different: all fields but those that matched already and those that do not count. */
function counted(json: JsonObject, side: 'a' | 'b', parameters: CompareParameters): JsonObject {
  const { fields, skipFields, dots } = parameters;
  const matched = fields.map((pair) => (side === 'a' || pair.b === '' ? pair.a : pair.b));
  return omitFields(json, [...matched, ...splitNames(skipFields)], dots);
}

function alone({ item, index }: Row, port: 'a' | 'b'): OutputItem {
  return { ...item, from: [{ port, index }] };
}

function byKey(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.key === null) continue;
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  return groups;
}

function assertPairs(count: number): void {
  if (count <= MAX_PAIRS) return;
  throw NodeFailure.final(
    'compare-datasets.too-many-items',
    `This would give more than ${MAX_PAIRS} items. Match by more fields, or by the first match only.`,
    { details: { limit: MAX_PAIRS } },
  );
}
