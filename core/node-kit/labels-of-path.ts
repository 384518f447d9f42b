/** The words for a place inside a node's parameters: `parameters.rules.1.name` → Rules, Rule 2, Name. */
import type { Field } from './field';

/** Labels from the outside in; undefined where the path does not lead to a known field. Numbers count from 1. */
export function labelsOfPath(path: readonly string[], fields: readonly Field[]): string[] | undefined {
  if (path[0] !== 'parameters') return undefined;
  return labelsIn(path.slice(1), fields);
}

function labelsIn(path: readonly string[], fields: readonly Field[]): string[] | undefined {
  const [name, row, ...rest] = path;
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) return undefined;
  if (row === undefined) return [field.label];
  const index = Number(row);
  if (field.kind === 'list' && Number.isInteger(index)) {
    const own = [field.label, `${field.itemLabel} ${index + 1}`];
    if (rest.length === 0) return own;
    const inner = labelsIn(rest, field.item);
    return inner && [...own, ...inner];
  }
  const isRow = field.kind === 'key-value' || field.kind === 'conditions';
  const inner = isRow && Number.isInteger(index) ? [String(index + 1), ...rest] : [row, ...rest];
  return [field.label, ...inner];
}
