import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { combine, type Part } from './combine';
import type { definition } from './definition';
import { joinByFields } from './join-by-fields';

/** A join or product may be far larger than what went in: checked while it grows. */
const MAX_ROWS = 100_000;

type MergeParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { parameters } = input;
    const inputs = Array.from({ length: parameters.inputs }, (_, at): Part[] => {
      const port = `input${at + 1}`;
      return input.items(port).map((item, index) => ({ port, index, item }));
    });
    return { kind: 'done', outputs: { main: merge(inputs, parameters) } };
  },
};

function merge(inputs: readonly (readonly Part[])[], parameters: MergeParameters): OutputItem[] {
  switch (parameters.mode) {
    case 'append':
      return inputs.flat().map(alone);
    case 'choose':
      return chosen(inputs, parameters.choose).map(alone);
    case 'by-position':
      return byPosition(inputs, parameters.unpaired === 'keep').map((parts) =>
        combine(parts, parameters.clash),
      );
    case 'combinations':
      return combinations(inputs).map((parts) => combine(parts, parameters.clash));
    case 'by-fields':
      return joined(inputs, parameters);
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

function byPosition(inputs: readonly (readonly Part[])[], keepUnpaired: boolean): Part[][] {
  const lengths = inputs.map((parts) => parts.length);
  const length = keepUnpaired ? Math.max(...lengths) : Math.min(...lengths);
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
  const { fields, join, matches, ignoreCase, looseTypes, clash } = parameters;
  if (fields.length === 0) {
    throw NodeFailure.final('merge.no-fields', 'No fields to match by are named. Add at least one pair.');
  }
  const rules = { fields, join, matches, ignoreCase, looseTypes, onRows: assertRows };
  return joinByFields(inputs, rules)
    .map((parts) => (parts.length === 1 && clash !== 'nest' ? parts.map(alone) : [combine(parts, clash)]))
    .flat();
}

function assertRows(count: number): void {
  if (count <= MAX_ROWS) return;
  throw NodeFailure.final(
    'merge.too-many-items',
    `This would give more than ${MAX_ROWS} items. Match by more fields, or work in smaller parts.`,
    { details: { limit: MAX_ROWS } },
  );
}
