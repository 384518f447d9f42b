/**
 * What code that comes from n8n uses and finds nowhere here: names that are nothing of its own, and helpers of n8n's that
 * reach the outside. Read from the syntax tree, so words in comments and texts count for nothing.
 */
import type { AnyNode } from 'acorn';
import { childrenOf, readCode } from './machine-settings';

/** Names without a counterpart, and how they are told. */
const MISSING: Readonly<Record<string, string>> = {
  require: 'require()',
  fetch: 'fetch()',
  XMLHttpRequest: 'XMLHttpRequest',
  process: 'process',
  $env: '$env',
  $secrets: '$secrets',
  $credentials: '$credentials',
  $evaluateExpression: '$evaluateExpression()',
  $fromAI: '$fromAI()',
  $parameter: '$parameter',
  $webhookId: '$webhookId',
  $getNodeParameter: '$getNodeParameter()',
  getNodeParameter: 'getNodeParameter()',
  getCredentials: 'getCredentials()',
  setInterval: 'setInterval()',
};
/** Modules that `require` gives. */
const MODULES = new Set(['crypto', 'buffer', 'url', 'querystring', 'luxon']);
/** Members of `helpers` that are there. */
const HELPERS = new Set(['getBinaryDataBuffer', 'prepareBinaryData', 'returnJsonArray']);

export type CodeCheck = { ok: true; missing: string[] } | { ok: false; problem: string };

/** What the body of a function uses that is not there; a problem where it cannot be read at all. */
export function checkCode(source: string): CodeCheck {
  let tree: AnyNode;
  try {
    tree = readCode(source);
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message.slice(0, 200) : 'unknown reason' };
  }
  const used = new Set<string>();
  const declared = new Set<string>();
  const open: AnyNode[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    note(node, used, declared);
    if (!isKnownModule(node)) for (const child of childrenOf(node)) open.push(child);
  }
  return { ok: true, missing: [...used].filter((name) => !declared.has(name.replace('()', ''))).sort() };
}

function note(node: AnyNode, used: Set<string>, declared: Set<string>): void {
  if (node.type === 'Identifier' && Object.hasOwn(MISSING, node.name))
    used.add(MISSING[node.name] ?? node.name);
  if (node.type === 'ImportExpression') used.add('import()');
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') declared.add(node.id.name);
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
    if (node.id) declared.add(node.id.name);
  }
  if ('params' in node && Array.isArray(node.params)) {
    for (const param of node.params as AnyNode[]) if (param.type === 'Identifier') declared.add(param.name);
  }
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return;
  const { name } = node.property;
  const ofRun = node.object.type === 'Identifier' && node.object.name === '$execution';
  if (ofRun && name === 'customData') used.add('$execution.customData');
  if (isHelpers(node.object) && !HELPERS.has(name)) used.add(`helpers.${name}()`);
  if (node.object.type === 'ThisExpression' && Object.hasOwn(MISSING, name)) used.add(MISSING[name] ?? name);
}

/** `require('crypto')`. */
function isKnownModule(node: AnyNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return false;
  const [wanted] = node.arguments;
  return wanted?.type === 'Literal' && MODULES.has(String(wanted.value).replace(/^node:/, ''));
}

function isHelpers(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'helpers' || node.name === '$helpers';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'ThisExpression' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'helpers'
  );
}
