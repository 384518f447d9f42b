/**
 * Portable files as YAML: the same file with less ink, in the same order of keys, so that a small change is a small diff.
 * Reading knows plain data alone: no tags of types, no references that multiply, no merging.
 */
import { parseDocument, stringify } from 'yaml';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { MAX_CHARACTERS, tooBig } from '@/core/graph/inspect-input';
import { parsePortableText, parsePortableWorkflow, type ParsedGraph } from '@/core/graph/parse-graph';
import { sortedEntries } from '@/core/graph/serialise';

/** The text of a graph's file as YAML. Texts of several lines stand as blocks. */
export function toYaml(graph: Graph): string {
  return stringify(ordered(graph), {
    aliasDuplicateObjects: false,
    lineWidth: 0,
    minContentWidth: 0,
    schema: 'core',
  });
}

/** A file's text, whether JSON or YAML. Never throws. */
export function fromText(text: string): ParsedGraph {
  if (/^\s*[{[]/.test(text)) return parsePortableText(text);
  const read = readYaml(text);
  return 'problem' in read ? { problems: [read.problem] } : parsePortableWorkflow(read.value);
}

/** The value of a YAML text, or why there is none. */
export function readYaml(text: string): { value: unknown } | { problem: Problem } {
  if (text.length > MAX_CHARACTERS * 2) return { problem: tooBig() };
  try {
    const document = parseDocument(text, { schema: 'core', merge: false, strict: true, uniqueKeys: true });
    const [fault] = document.errors;
    if (fault) return { problem: notYaml(fault.message.split('\n')[0] ?? '') };
    return { value: document.toJS({ maxAliasCount: 0 }) as unknown };
  } catch (error) {
    return { problem: notYaml(error instanceof Error ? error.message.slice(0, 200) : 'unknown reason') };
  }
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(sortedEntries(value).map(([key, child]) => [key, ordered(child)]));
}

function notYaml(reason: string): Problem {
  return {
    code: 'file.not-json',
    severity: 'error',
    nodeId: null,
    path: '',
    message: `The text is neither JSON nor YAML: ${reason}`,
    params: { type: 'yaml', reason },
  };
}
