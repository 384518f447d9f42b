/** What a token says: claims out of the parameters, and whether its times hold. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { readClaims, withIssuedAt } from '@/nodes/_shared/json-web-token';

export interface ClaimParameters {
  claimsAs: 'fields' | 'json';
  claims: unknown;
  audience: string;
  expiresIn: number;
  issuer: string;
  jwtId: string;
  notBefore: number;
  subject: string;
  issuedAt: boolean;
}

/** The payload; times are seconds since 1970. */
export function claimsOf(parameters: ClaimParameters, seconds: number): JsonObject {
  const claims =
    parameters.claimsAs === 'json' ? readClaims(parameters.claims) : namedClaims(parameters, seconds);
  return parameters.issuedAt ? withIssuedAt(claims, seconds) : claims;
}

function namedClaims(parameters: ClaimParameters, seconds: number): JsonObject {
  const { audience, expiresIn, issuer, jwtId, notBefore, subject } = parameters;
  return {
    ...(audience === '' ? {} : { aud: audience }),
    ...(expiresIn === 0 ? {} : { exp: seconds + expiresIn }),
    ...(issuer === '' ? {} : { iss: issuer }),
    ...(jwtId === '' ? {} : { jti: jwtId }),
    ...(notBefore === 0 ? {} : { nbf: seconds + notBefore }),
    ...(subject === '' ? {} : { sub: subject }),
  };
}

/** Throws NodeFailure `jwt.expired` or `jwt.not-active`. */
export function checkTimes(
  payload: JsonObject,
  options: { ignoreExpiration: boolean; ignoreNotBefore: boolean; clockTolerance: number },
  seconds: number,
): void {
  const { ignoreExpiration, ignoreNotBefore, clockTolerance } = options;
  const begins = timeOf(payload, 'nbf');
  if (begins !== null && !ignoreNotBefore && seconds + clockTolerance < begins) {
    throw NodeFailure.final('jwt.not-active', 'The token does not hold yet. Wait, or compare the clocks.');
  }
  const ends = timeOf(payload, 'exp');
  if (ends !== null && !ignoreExpiration && seconds - clockTolerance >= ends) {
    throw NodeFailure.final('jwt.expired', 'The token does not hold any more. Ask its issuer for a new one.');
  }
}

function timeOf(payload: JsonObject, name: string): number | null {
  const value: Json | undefined = payload[name];
  if (value === undefined) return null;
  if (typeof value === 'number') return value;
  throw NodeFailure.final('jwt.bad-time', `"${name}" of the token is no number of seconds: do not trust it.`);
}
