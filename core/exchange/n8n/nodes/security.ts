/** Crypto, JWT and one-time passwords. What n8n keeps in credentials is asked for again. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { namedCredential } from '../credentials';
import { isExpression } from '../expressions';
import { jsonText } from '../json-text';
import { own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

export const SECURITY_RULES: readonly NodeRule[] = [
  { type: 'crypto', versions: [1, 2], becomes: 'crypto', translate: crypto },
  { type: 'jwt', versions: [1], becomes: 'jwt', translate: jwt },
  { type: 'totp', versions: [1], becomes: 'totp', translate: totp },
];

function crypto(context: NodeContext): Translation {
  const action = context.choice('hash', 'action');
  const outputField = context.value('dataPropertyName') ?? 'data';
  if (action === 'generate') {
    const kind = context.choice('uuid', 'encodingType');
    const length = context.number(32, 'stringLength');
    return { type: 'crypto', parameters: { operation: 'generate', kind, length, outputField } };
  }
  const isFile = context.flag(false, 'binaryData');
  const parameters: JsonObject = {
    operation: action === 'hmac' || action === 'sign' ? action : 'hash',
    source: isFile ? 'file' : 'text',
    encoding: context.choice('hex', 'encoding'),
    outputField,
  };
  if (isFile) parameters['file'] = context.value('binaryPropertyName') ?? 'data';
  else parameters['value'] = context.value('value') ?? '';
  context.ignore('value', 'binaryPropertyName');
  if (action === 'sign') {
    parameters['signAlgorithm'] = context.choice('RSA-SHA256', 'algorithm');
    Object.assign(parameters, secretOf(context, 'privateKey'));
  } else {
    parameters['algorithm'] = hashName(context.choice('MD5', 'type'));
    if (action === 'hmac') Object.assign(parameters, secretOf(context, 'secret'));
  }
  return withSecret(context, 'crypto', parameters);
}

function hashName(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith('sha3-') ? lower : lower.replace('-', '');
}

function secretOf(context: NodeContext, name: string): JsonObject {
  const raw = context.get(name);
  if (isExpression(raw)) return { secretFrom: 'value', secretValue: context.translated(raw, name) };
  return { secretFrom: 'here', secret: textOf(raw) };
}

const CLAIMS: Readonly<Record<string, string>> = {
  audience: 'audience',
  expiresIn: 'expiresIn',
  issuer: 'issuer',
  jwtid: 'jwtId',
  notBefore: 'notBefore',
  subject: 'subject',
};

function jwt(context: NodeContext): Translation {
  const operation = context.choice('sign', 'operation');
  const algorithm = context.get('options', 'algorithm');
  const parameters: JsonObject = { operation: ['verify', 'decode'].includes(operation) ? operation : 'sign' };
  if (typeof algorithm === 'string')
    parameters['algorithm'] = context.choice('HS256', 'options', 'algorithm');
  if (operation === 'sign') {
    const isJson = context.flag(false, 'useJson');
    parameters['claimsAs'] = isJson ? 'json' : 'fields';
    if (isJson) parameters['claims'] = jsonText(context, ['claimsJson'], '{}');
    else Object.assign(parameters, claims(context));
    context.ignore('claims', 'claimsJson');
    const keyId = context.value('options', 'kid');
    if (keyId !== undefined) parameters['keyId'] = keyId;
  } else {
    parameters['token'] = context.value('token') ?? '';
    parameters['complete'] = context.flag(false, 'options', 'complete');
    if (operation === 'verify') {
      parameters['ignoreExpiration'] = context.flag(false, 'options', 'ignoreExpiration');
      parameters['ignoreNotBefore'] = context.flag(false, 'options', 'ignoreNotBefore');
      parameters['clockTolerance'] = context.number(0, 'options', 'clockTolerance');
    }
  }
  return withSecret(context, 'jwt', parameters);
}

function claims(context: NodeContext): JsonObject {
  const given = context.get('claims');
  const found: JsonObject = {};
  for (const [theirs, ours] of Object.entries(CLAIMS)) {
    const value = own(given, theirs);
    if (value !== undefined) found[ours] = context.translated(value, `claims.${theirs}`);
  }
  return found;
}

function totp(context: NodeContext): Translation {
  context.ignore('operation');
  const algorithm = hashName(context.choice('SHA1', 'options', 'algorithm'));
  const [digits, period] = [context.number(6, 'options', 'digits'), context.number(30, 'options', 'period')];
  return withSecret(context, 'totp', { algorithm, digits, period });
}

/** n8n keeps the secret in a credential, which nobody wrote into the node. */
function withSecret(context: NodeContext, type: string, parameters: JsonObject): Translation {
  const credential = namedCredential(context, ['jwtAuth', 'totpApi', 'crypto']);
  const isWritten = typeof parameters['secret'] === 'string' && parameters['secret'] !== '';
  if (credential === null || isWritten || parameters['secretFrom'] === 'value') return { type, parameters };
  const { secret: _none, ...rest } = parameters;
  const needsNone =
    type === 'crypto' ? parameters['operation'] === 'hash' : parameters['operation'] === 'decode';
  if (needsNone) return { type, parameters };
  return { type, parameters: { ...rest, secretFrom: 'credential' }, credentials: { secret: credential } };
}
