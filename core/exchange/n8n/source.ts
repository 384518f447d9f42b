/**
 * What n8n's exported JSON says, read without trust: every field may be missing, of the wrong type or unknown. Reading
 * never throws; whatever has no place here stays in the original, which is kept beside it.
 */
import { isPlainObject } from '@/core/items/plain-json';
import { readText } from './read-text';

/** One node as it stands in the file. `raw` is the whole of it. */
export interface SourceNode {
  raw: Readonly<Record<string, unknown>>;
  /** Place among the nodes of the file. */
  index: number;
  /** Its name there, or '' without one. */
  name: string;
  /** Full type, such as `n8n-nodes-base.set`. */
  type: string;
  /** Fractional versions are common: 3.4. 1 where none is said. */
  version: number;
  parameters: Readonly<Record<string, unknown>>;
}

/** One workflow, or a selection of one. */
export interface SourceWorkflow {
  /** Everything but the nodes. */
  rest: Readonly<Record<string, unknown>>;
  /** Absent where the file has no list of nodes. */
  nodes: readonly unknown[] | undefined;
  /** How it was wrapped: key by key from the outside, `workflow`, or nothing. */
  wrap: readonly { key: string; rest: Readonly<Record<string, unknown>> }[];
}

export type N8nProblemCode = 'not-json' | 'not-n8n' | 'too-big' | 'too-deep';

/** Why nothing could be read. */
export interface N8nProblem {
  code: `import.${N8nProblemCode}`;
  message: string;
}

export type ReadN8n =
  | { ok: true; workflows: SourceWorkflow[]; problem?: undefined }
  | { ok: false; problem: N8nProblem; workflows?: undefined };

const MAX_CHARACTERS = 16_000_000;
const MAX_WORKFLOWS = 2000;
/** Deeper values cannot be walked or stored. */
const MAX_DEPTH = 500;
/** Keys under which exports and API answers put what we look for. */
const WRAPPERS = ['data', 'workflow', 'workflows', 'workflowData', 'template', 'items'] as const;
const MAX_WRAPPING = 4;

/** Reads text or a value already read from JSON: a workflow, a list of them, a selection, an export, an API's answer. */
export function readN8n(input: unknown): ReadN8n {
  let value = input;
  if (typeof input === 'string') {
    if (input.length > MAX_CHARACTERS) return tooBig();
    const read = readText(input);
    if (!read.ok) return refused('not-json', `The text is not JSON: ${read.reason}`);
    value = read.value;
  }
  if (isTooDeep(value)) {
    return refused('too-deep', `Values are nested more than ${MAX_DEPTH} levels deep. Nothing was imported.`);
  }
  const workflows: SourceWorkflow[] = [];
  collect(value, [], workflows);
  if (workflows.length > MAX_WORKFLOWS) return tooBig();
  if (workflows.length > 0) return { ok: true, workflows };
  return refused(
    'not-n8n',
    'This is not a workflow of n8n: it has no list of nodes. Use Download in n8n’s editor, or copy nodes there.',
  );
}

function collect(given: unknown, wrap: SourceWorkflow['wrap'], into: SourceWorkflow[]): void {
  if (into.length > MAX_WORKFLOWS) return;
  if (Array.isArray(given)) {
    for (const entry of given as readonly unknown[]) collect(entry, wrap, into);
    return;
  }
  if (!isPlainObject(given)) return;
  const value = rowRead(given);
  if (isWorkflow(value)) {
    const { nodes, ...rest } = value;
    into.push({ rest, nodes: Array.isArray(nodes) ? nodes : undefined, wrap });
    return;
  }
  if (wrap.length >= MAX_WRAPPING) return;
  for (const key of WRAPPERS) {
    if (!Object.hasOwn(value, key)) continue;
    const { [key]: inner, ...rest } = value;
    const before = into.length;
    collect(inner, [...wrap, { key, rest }], into);
    if (into.length > before) return;
  }
}

/** Rows of n8n's database hold nodes, connections and the like as texts of JSON. */
const TEXT_FIELDS = ['nodes', 'connections', 'settings', 'pinData', 'staticData', 'meta'];

function rowRead(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { nodes } = row;
  if (typeof nodes !== 'string' || !nodes.trimStart().startsWith('[')) return row;
  const read: Record<string, unknown> = { ...row };
  for (const field of TEXT_FIELDS) {
    const text = row[field];
    if (typeof text !== 'string' || !Object.hasOwn(row, field)) continue;
    try {
      const value: unknown = JSON.parse(text);
      if (!isTooDeep(value)) read[field] = value;
    } catch {
      // It stays the text that it is.
    }
  }
  return read;
}

/** Nodes make a workflow; so do connections alone, which a file without nodes has as well. */
function isWorkflow(value: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(value, 'format')) return false;
  if (Array.isArray(value['nodes'])) {
    const nodes = value['nodes'] as readonly unknown[];
    return nodes.length === 0 || isPlainObject(value['connections']) || nodes.some(looksLikeNode);
  }
  return isPlainObject(value['connections']) && typeof value['name'] === 'string';
}

function looksLikeNode(value: unknown): boolean {
  return isPlainObject(value) && typeof value['type'] === 'string';
}

/** True when a text looks like something of n8n's, so that pasting other text is left alone. */
export function looksLikeN8n(text: string): boolean {
  const start = text.trimStart();
  if (!/^(?:[[{]|```)/.test(start) || text.includes('"heddle.workflow/1"')) return false;
  return /"nodes"\s*:\s*\[/.test(text) && /"(?:connections|type)"\s*:/.test(text);
}

/** Reads one entry of the list of nodes; undefined for what is no node at all. */
export function readNode(raw: unknown, index: number): SourceNode | undefined {
  if (!isPlainObject(raw)) return undefined;
  const { name, type, typeVersion, parameters } = raw;
  return {
    raw,
    index,
    name: typeof name === 'string' ? name : '',
    type: typeof type === 'string' ? type : '',
    version: readVersion(typeVersion),
    parameters: isPlainObject(parameters) ? parameters : {},
  };
}

function readVersion(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : 1;
}

function isTooDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const child of Object.values(value)) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    level = next;
  }
  return false;
}

function tooBig(): ReadN8n {
  return refused('too-big', `The file is too big: at most ${MAX_CHARACTERS} characters. Import its parts.`);
}

function refused(code: N8nProblemCode, message: string): ReadN8n {
  return { ok: false, problem: { code: `import.${code}`, message } };
}
