/** Says why a value is empty: the first place on its path where data ends. */
import type { AnyNode } from 'acorn';
import { compileExpression } from './compile';
import { evaluateExpression, evaluateTemplate } from './evaluate';
import { describeMissing, missingMessage } from './missing-path';
import { sampleValue } from './sample-values';
import type { ExpressionEnv } from './scope';
import type { CompiledTemplate } from './template';

/** `code` is a message key; `params` fill it. */
export interface EmptyReason {
  code:
    | 'no-items'
    | 'path-missing'
    | 'value-null'
    | 'value-empty'
    | 'node-missing'
    | 'node-not-executed'
    | 'undetermined'
    | 'other';
  message: string;
  params: Record<string, string | number>;
}

/** The reason why the field's value is empty for this environment, or undefined when it is not. */
export function explainEmpty(template: CompiledTemplate, env: ExpressionEnv): EmptyReason | undefined {
  const result = evaluateTemplate(template, env);
  if (!result.ok) {
    const name = String(result.error.params?.['name'] ?? '');
    const { code, message } = result.error;
    if (code === 'expression.undetermined') return { code: 'undetermined', message, params: { name } };
    if (code !== 'expression.missing-node') return undefined;
    return { code: env.node(name).exists ? 'node-not-executed' : 'node-missing', message, params: { name } };
  }
  if (result.value !== undefined && result.value !== null && result.value !== '') return undefined;
  if (!env.item && template.source.includes('$json')) {
    return { code: 'no-items', message: 'There is no item yet. Run the nodes before this one.', params: {} };
  }
  const only = template.single;
  return (only && followPath(only.tree, template.source, env)) ?? emptyValue(result.value);
}

function emptyValue(value: unknown): EmptyReason {
  if (value === null) return { code: 'value-null', message: 'The value is null.', params: {} };
  if (value === '') return { code: 'value-empty', message: 'The value is an empty text.', params: {} };
  return { code: 'other', message: 'The expression gives nothing.', params: {} };
}

/** Walks a member path from its root and names the first segment that is not there. */
function followPath(tree: AnyNode, text: string, env: ExpressionEnv): EmptyReason | undefined {
  const nodes: AnyNode[] = [];
  for (let at: AnyNode = unwrap(tree); at.type === 'MemberExpression'; at = unwrap(at.object))
    nodes.unshift(at);
  for (const node of nodes) {
    const compiled = compileExpression(text.slice(node.start, node.end));
    if (!('ok' in compiled)) return undefined;
    const value = evaluateExpression(compiled.ok, env);
    if (!value.ok) return undefined;
    if (value.value === undefined && node.type === 'MemberExpression') {
      const target = sampleValue(text.slice(node.object.start, node.object.end), env);
      const missing = describeMissing(node, text, target);
      const { segment, parent, available, near, count } = missing;
      const keys = `${available.join(', ')}${count > available.length && available.length > 0 ? ', …' : ''}`;
      return {
        code: 'path-missing',
        message: missingMessage(missing),
        params: { segment, parent, keys, near: near ?? '' },
      };
    }
    if (value.value === null) {
      const path = text.slice(node.start, node.end);
      return { code: 'value-null', message: `${path} is null.`, params: { path } };
    }
  }
  return undefined;
}

function unwrap(node: AnyNode): AnyNode {
  return node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression'
    ? unwrap(node.expression)
    : node;
}
