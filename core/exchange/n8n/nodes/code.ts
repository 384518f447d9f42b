/** Code, and the Function nodes that came before it. */
import { checkCode } from '../code-check';
import type { NodeContext, Translation } from '../context';
import { codeWithVariables } from '../machine-settings';
import type { NodeRule } from './rule';

export const CODE_RULES: readonly NodeRule[] = [
  { type: 'code', versions: [1, 2], becomes: 'code', translate: code },
  { type: 'function', versions: [1], becomes: 'code', translate: (context) => old(context, 'all') },
  { type: 'functionItem', versions: [1], becomes: 'code', translate: (context) => old(context, 'item') },
  { type: 'aiTransform', versions: [1], becomes: 'code', translate: written },
];

function code(context: NodeContext): Translation | null {
  const language = context.choice('javaScript', 'language');
  if (language !== 'javaScript') {
    context.remark('code.python');
    return null;
  }
  context.ignore('pythonCode', 'notice');
  const each = context.choice('runOnceForAllItems', 'mode') === 'runOnceForEachItem';
  const source = context.literal('return items;', 'jsCode');
  return asCode(context, source, each ? 'each' : 'all');
}

/** Function gets `items`; Function Item gets the JSON of one item as `item` and gives it back. */
function old(context: NodeContext, kind: 'all' | 'item'): Translation {
  const source = context.literal('return items;', 'functionCode');
  context.ignore('notice');
  if (kind === 'all') return asCode(context, source, 'all');
  const wrapped = `const __entry = item;
const __json = await (async (item) => {
${source}
})(__entry.json);
return __json && { json: __json, ...(__entry.binary ? { binary: __entry.binary } : {}) };`;
  return asCode(context, wrapped, 'each');
}

/** Code that was written from instructions: what counts is the code. */
function written(context: NodeContext): Translation | null {
  context.ignore('instructions', 'codeGeneratedForPrompt', 'hint');
  const source = context.literal('', 'jsCode');
  return source.trim() === '' ? null : asCode(context, source, 'all');
}

function asCode(context: NodeContext, given: string, mode: 'all' | 'each'): Translation {
  const { source, names } = codeWithVariables(given);
  for (const name of names) context.remark('expression.variable', { name: name.slice(0, 200) });
  const checked = checkCode(source);
  if (checked.ok) for (const what of checked.missing) context.remark('code.helpers', { what });
  else context.remark('code.unreadable', { reason: checked.problem });
  return { type: 'code', parameters: { source, mode, timeoutMs: 60_000 } };
}
