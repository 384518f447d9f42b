/**
 * What n8n's nodes can be told, type by type, as probes: each row is imported, and what the import says of it is what the
 * page of options says. So the page cannot promise what the import does not do.
 */

/** One option or choice, with the parameters that use it; `idle` says why nothing has to follow from it here. */
export interface OptionRow {
  option: string;
  given: object;
  version?: number;
  idle?: string;
  /** What stands on the node besides its parameters. */
  more?: object;
}

/** A node type of n8n's. Rows are imported over `base`: their members in place of its own, `options` joined. */
export interface TypeOptions {
  /** As n8n shows it. */
  name: string;
  type: string;
  version: number;
  base: object;
  rows: readonly OptionRow[];
}

/** A row: the option's name, parameters, and what else is to say. */
export function row(option: string, given: object, more: Partial<OptionRow> = {}): OptionRow {
  return { option, given, ...more };
}

/** Rows of options of one collection: the parameter's name and a value. */
export function options(names: Readonly<Record<string, readonly [string, unknown]>>): OptionRow[] {
  return Object.entries(names).map(([option, [name, value]]) => row(option, { options: { [name]: value } }));
}

/** Rows for choices of one parameter. */
export function choices(
  name: string,
  values: Readonly<Record<string, unknown>>,
  more: object = {},
): OptionRow[] {
  return Object.entries(values).map(([option, value]) => row(option, { ...more, [name]: value }));
}
