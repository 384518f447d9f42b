/** Schema issues as problems: one for each fault, with its place in the file and the node it belongs to. */
import type { z } from 'zod';
import type { Problem } from '@/core/errors/problem';

type Issue = z.core.$ZodIssue;

/** Problems in the order of the issues, at most 200. `input` is the raw file, read for node ids only. */
export function problemsOfIssues(issues: readonly Issue[], input: unknown): Problem[] {
  return issues.flatMap((issue) => problemsOfIssue(issue, input)).slice(0, 200);
}

function problemsOfIssue(issue: Issue, input: unknown): Problem[] {
  const path = issue.path.map(String);
  const nodeId = nodeIdAt(input, path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'file.unknown-key',
      severity: 'error' as const,
      nodeId,
      path: [...path, key].join('.'),
      message: `"${key}" is not known here.`,
      params: { key },
      fix: 'Remove it, or check its spelling.',
    }));
  }
  const missing = issue.code === 'invalid_type' && valueAt(input, path) === undefined;
  const name = path.at(-1) ?? 'the file';
  return [
    {
      code: missing ? 'file.missing' : 'file.invalid',
      severity: 'error',
      nodeId,
      path: path.join('.'),
      message: missing ? `"${name}" is missing.` : `"${name}" is not right: ${issue.message}`,
      params: { key: name, reason: issue.message },
    },
  ];
}

function nodeIdAt(input: unknown, path: readonly string[]): string | null {
  if (path[0] !== 'nodes' || path[1] === undefined) return null;
  const id = valueAt(input, ['nodes', path[1], 'id']);
  return typeof id === 'string' ? id.slice(0, 64) : null;
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key]; // an own property, just checked
  }
  return value;
}
