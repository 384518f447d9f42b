import type { ExecutorFor, OutputItem, StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { combine, type Part } from './combine';
import type { definition } from './definition';
import { joinByFields } from './join-by-fields';

/** A join or product may be far larger than what went in: checked while it grows. */
const MAX_ROWS = 100_000;
const SQL_LIMIT_MS = 20_000;

type MergeParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const { parameters } = input;
    const inputs = Array.from({ length: parameters.inputs }, (_, at): Part[] => {
      const port = `input${at + 1}`;
      return input.items(port).map((item, index) => ({ port, index, item }));
    });
    const main =
      parameters.mode === 'sql' ? await asked(inputs, parameters.query, ctx) : merge(inputs, parameters);
    return { kind: 'done', outputs: { main } };
  },
};

/** The rows of the answer. SQL does not say which items a row was made of, so their origin stays undetermined. */
async function asked(
  inputs: readonly (readonly Part[])[],
  query: string,
  ctx: StepContext,
): Promise<OutputItem[]> {
  const tables = Object.fromEntries(
    inputs.map((parts, at) => [`input${at + 1}`, parts.map(({ item }) => item.json)]),
  );
  const rows = await ctx.sandbox.runSql({ query, tables, maxRows: MAX_ROWS, timeoutMs: SQL_LIMIT_MS });
  return rows.map((json) => ({ json, from: [] }));
}

function merge(inputs: readonly (readonly Part[])[], parameters: MergeParameters): OutputItem[] {
  switch (parameters.mode) {
    case 'append':
      return inputs.flat().map(alone);
    case 'choose':
      // The branches only had to be finished: what comes out has nothing of them.
      if (parameters.choose === 'empty-item') return [{ json: {}, from: [] }];
      return chosen(inputs, parameters.choose).map(alone);
    case 'by-position':
      return byPosition(inputs, parameters.unpaired).map((parts) => combine(parts, parameters));
    case 'combinations':
      return combinations(inputs).map((parts) => combine(parts, parameters));
    case 'by-fields':
      return joined(inputs, parameters);
    case 'sql':
      return [];
  }
}

function alone({ port, index, item }: Part): OutputItem {
  return { ...item, from: [{ port, index }] };
}

function chosen(inputs: readonly (readonly Part[])[], choose: MergeParameters['choose']): readonly Part[] {
  if (choose === 'first-with-items') return inputs.find((parts) => parts.length > 0) ?? [];
  const parts = inputs[Number(choose.replace('input', '')) - 1];
  if (parts) return parts;
  throw NodeFailure.final(
    'merge.no-such-input',
    `There is no ${choose.replace('input', 'input ')}: the node has ${inputs.length} inputs. Choose another or add inputs.`,
    { details: { choose, inputs: inputs.length } },
  );
}

function byPosition(inputs: readonly (readonly Part[])[], unpaired: MergeParameters['unpaired']): Part[][] {
  const lengths = inputs.map((parts) => parts.length);
  const [first = 0] = lengths;
  const whole = unpaired === 'keep' ? Math.max(...lengths) : Math.min(...lengths);
  const length = unpaired === 'keep-first' ? first : whole;
  return Array.from({ length }, (_, index) => inputs.flatMap((parts) => parts[index] ?? []));
}

function combinations(inputs: readonly (readonly Part[])[]): Part[][] {
  assertRows(inputs.reduce((count, parts) => count * parts.length, 1));
  return inputs.reduce<Part[][]>(
    (rows, parts) => rows.flatMap((row) => parts.map((part) => [...row, part])),
    [[]],
  );
}

function joined(inputs: readonly (readonly Part[])[], parameters: MergeParameters): OutputItem[] {
  const { fields, join, matches, restLast, ignoreCase, looseTypes, dots, dataFrom } = parameters;
  if (fields.length === 0) {
    throw NodeFailure.final('merge.no-fields', 'No fields to match by are named. Add at least one pair.');
  }
  const rules = { fields, join, matches, restLast, ignoreCase, looseTypes, dots, onRows: assertRows };
  const rows = joinByFields(inputs, rules);
  if (dataFrom !== 'both') return onceEach(rows.flatMap((parts) => onlyOf(parts, dataFrom)));
  return rows.map((parts) => (parts.length === 1 ? asJoined(parts, parameters) : combine(parts, parameters)));
}

/** The item of one input, which a row may lack. */
function onlyOf(parts: readonly Part[], port: string): { own: Part; parts: readonly Part[] }[] {
  const own = parts.find((part) => part.port === port);
  return own ? [{ own, parts }] : [];
}

/** An item that several others match is one item still, and came of all of them. */
function onceEach(rows: readonly { own: Part; parts: readonly Part[] }[]): OutputItem[] {
  const groups = new Map<Part, Part[]>();
  for (const { own, parts } of rows) {
    const group = groups.get(own);
    if (group) group.push(...parts);
    else groups.set(own, [...parts]);
  }
  return [...groups].map(([own, parts]) => {
    return { ...own.item, from: [...new Set(parts)].map(({ port, index }) => ({ port, index })) };
  });
}

/** An item that found no partner. Where fields tell their input, its own do too. */
function asJoined(parts: readonly Part[], parameters: MergeParameters): OutputItem {
  const [only] = parts;
  const told = parameters.clash === 'nest' || parameters.clash === 'number';
  return told || !only ? combine(parts, parameters) : alone(only);
}

function assertRows(count: number): void {
  if (count <= MAX_ROWS) return;
  throw NodeFailure.final(
    'merge.too-many-items',
    `This would give more than ${MAX_ROWS} items. Match by more fields, or work in smaller parts.`,
    { details: { limit: MAX_ROWS } },
  );
}
