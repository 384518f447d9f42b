/** Code, and the Function nodes that came before it. */
import type { NodeContext, Translation } from '../context';
import type { NodeRule } from './rule';

/** What n8n's code may reach and ours may not. */
const UNAVAILABLE: readonly (readonly [RegExp, string])[] = [
  [/\bDateTime\b/, 'DateTime'],
  [/\$(?:now|today)\b/, '$now and $today'],
  [/\$jmespath\b/, '$jmespath'],
  [/\brequire\s*\(/, 'require()'],
  [/\bhelpers\s*\./, 'helpers'],
  [/\bthis\s*\.\s*helpers\b/, 'this.helpers'],
  [/\$helpers\b/, '$helpers'],
  [/\$getWorkflowStaticData\s*\(|\bgetWorkflowStaticData\s*\(/, 'static data'],
  [/\$env\b/, '$env'],
  [/\bprocess\s*\.\s*env\b/, 'process.env'],
  [/\bfetch\s*\(/, 'fetch()'],
  [/\bsetTimeout\s*\(/, 'setTimeout()'],
  [/\bBuffer\b/, 'Buffer'],
  [/^\s*import\s.+from\s/m, 'import'],
];

export const CODE_RULES: readonly NodeRule[] = [
  { type: 'code', versions: [1, 2], becomes: 'code', translate: code },
  { type: 'function', versions: [1], becomes: 'code', translate: (context) => old(context, 'all') },
  { type: 'functionItem', versions: [1], becomes: 'code', translate: (context) => old(context, 'item') },
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
  const wrapped = `const __entry = item;\nreturn (async (item) => {\n${source}\n})(__entry.json);`;
  return asCode(context, wrapped, 'each');
}

function asCode(context: NodeContext, source: string, mode: 'all' | 'each'): Translation {
  for (const [pattern, what] of UNAVAILABLE)
    if (pattern.test(source)) context.remark('code.helpers', { what });
  return { type: 'code', parameters: { source, mode, timeoutMs: 60_000 } };
}
