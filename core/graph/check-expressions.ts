/** Every `{{ … }}` of a workflow: can it be read, and do the nodes exist that it names? */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { collectNodeReferences } from '@/core/expression/references';
import { compileTemplate, mayHoldExpression } from '@/core/expression/template';
import { nearestName } from '@/core/expression/errors';
import type { Json } from '@/core/items/item';
import type { Field } from '@/core/node-kit/field';
import { visibilityOf } from '@/core/node-kit/visible-fields';
import type { Validation } from './validation';

/** Problems of all expressions, in file order. Fields that take none, and hidden ones, are passed over. */
export function checkExpressions(validation: Validation): Problem[] {
  const names = new Set(validation.graph.nodes.map((node) => node.name));
  return validation.graph.nodes.flatMap((node) => {
    const fields = validation.definitionOf(node)?.fields;
    if (!fields || node.settings.disabled) return [];
    const problems: Problem[] = [];
    const visit: Visit = (text, path) => {
      problems.push(...checkText(text, path, { node, names }));
    };
    visitFields(node.parameters, { fields, path: ['parameters'] }, visit);
    return problems;
  });
}

/** Cheap look before the text is parsed a second time. */
const MAY_NAME_NODES = /\$(?:\s*\(|node|items)/;

type Visit = (text: string, path: string) => void;

function visitFields(
  row: Json | undefined,
  at: { fields: readonly Field[]; path: readonly string[] },
  visit: Visit,
): void {
  const { fields, path } = at;
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return;
  for (const field of fields) {
    const value = Object.hasOwn(row, field.name) ? row[field.name] : undefined;
    if (value === undefined || field.expression === 'never' || field.kind === 'code') continue;
    if (visibilityOf(field, fields, row) === 'hidden') continue;
    const place = [...path, field.name];
    if (field.kind === 'list' && Array.isArray(value)) {
      value.forEach((child, index) =>
        visitFields(child, { fields: field.item, path: [...place, String(index)] }, visit),
      );
    } else visitTexts(value, place, visit);
  }
}

function visitTexts(value: Json, path: readonly string[], visit: Visit): void {
  if (typeof value === 'string') {
    if (mayHoldExpression(value)) visit(value, path.join('.'));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) visitTexts(child, [...path, key], visit);
  }
}

function checkText(
  text: string,
  path: string,
  at: { node: GraphNode; names: ReadonlySet<string> },
): Problem[] {
  const compiled = compileTemplate(text);
  if (!compiled.ok) {
    const { code, message, params, start, end } = compiled.problem;
    return [
      { code, severity: 'error', nodeId: at.node.id, path, message, params: { ...params, start, end } },
    ];
  }
  if (!compiled.template.dynamic || !MAY_NAME_NODES.test(text)) return [];
  return collectNodeReferences(text)
    .filter((name) => !at.names.has(name))
    .map((name) => unknownNode(name, path, at));
}

function unknownNode(
  name: string,
  path: string,
  at: { node: GraphNode; names: ReadonlySet<string> },
): Problem {
  const near = nearestName(name, at.names);
  return {
    code: 'expression.unknown-node',
    severity: 'error',
    nodeId: at.node.id,
    path,
    message: `There is no node called "${name}".`,
    params: { name, near: near ?? '', hint: near === undefined ? 'none' : 'near' },
    fix: near === undefined ? 'Use the name of a node of this workflow.' : `Did you mean "${near}"?`,
  };
}
