import { copyJson, setField } from '@/core/items/field-path';
import type { Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { secretText } from '@/core/node-kit/secret-text';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { demandKey, signToken } from '@/nodes/_shared/json-web-token';
import { verifyText } from '@/nodes/_shared/signature';
import { claimsOf, checkTimes } from './claims';
import type { definition } from './definition';
import { readToken } from './token';

type JwtParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];
type KeyedParameters = JwtParameters & { key: string };

/** RFC 7515 and RFC 7519, compact form. */
export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters: given }, ctx) {
    const seconds = Math.floor(ctx.now / 1000);
    const needsKey = given.operation !== 'decode';
    const parameters = { ...given, key: needsKey ? await secretText(given, ctx) : '' };
    const made = parameters.operation === 'sign' ? sign(parameters, seconds) : read(parameters, seconds);
    const json: JsonObject = parameters.keepFields ? copyJson(item.json) : {};
    if (parameters.outputField === '') Object.assign(json, made);
    else setField(json, writablePath(parameters.outputField), valueOf(made));
    return { json, ...(parameters.keepFields && item.binary ? { binary: item.binary } : {}) };
  },
};

/** Under a name of its own, the token or the payload stands alone. */
function valueOf(made: JsonObject): Json {
  const [only, ...others] = Object.values(made);
  return only !== undefined && others.length === 0 ? only : made;
}

function sign(parameters: KeyedParameters, seconds: number): JsonObject {
  const { algorithm, key, keyId } = parameters;
  return { token: signToken({ payload: claimsOf(parameters, seconds), keyId }, { algorithm, key }) };
}

function read(parameters: KeyedParameters, seconds: number): JsonObject {
  const { header, payload, signature, signed } = readToken(parameters.token ?? '');
  if (parameters.operation === 'verify') {
    const { algorithm } = parameters;
    // The token must not choose how it is checked.
    if (header['alg'] !== algorithm) {
      throw NodeFailure.final(
        'jwt.other-algorithm',
        `The token says it was signed with ${JSON.stringify(header['alg'] ?? null).slice(0, 50)}, not with ${algorithm}. Choose the algorithm that its issuer uses, or do not trust it.`,
      );
    }
    verifyText(signed, signature, { algorithm, key: demandKey(parameters.key) });
    checkTimes(payload, parameters, seconds);
  }
  return parameters.complete ? { header, payload, signature } : { payload };
}
