/**
 * `ctx.credential`: a stored credential, opened at the first call of a step's try that asks for it and forgotten with the
 * try. Its secrets are told to the scrubber before anybody can use them.
 */
import { isHostAllowed } from '@/core/credentials/hosts';
import { secretTexts, withCredential, type OpenCredential } from '@/core/credentials/use-credential';
import type { PlanNode } from '@/core/engine/types';
import type { GuardedHttp, HttpRequest, StepCredential } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { AccessTokens } from './access-tokens';
import type { FoundCredential, OpenCredentials } from './open-credentials';

export interface StepCredentialsParts {
  node: PlanNode;
  tenantId: string;
  open: OpenCredentials;
  tokens: AccessTokens;
  http: GuardedHttp;
  /** Told of each text that must not be recorded. */
  onSecrets(texts: readonly string[]): void;
}

/** The credentials of one try of one step. */
export function createStepCredentials(
  parts: StepCredentialsParts,
): (slot: string) => Promise<StepCredential> {
  const opened = new Map<string, Promise<StepCredential>>();
  return (slot) => {
    const known = opened.get(slot) ?? openSlot(parts, slot);
    opened.set(slot, known);
    return known;
  };
}

async function openSlot(parts: StepCredentialsParts, slot: string): Promise<StepCredential> {
  const { node, tenantId } = parts;
  const id = Object.hasOwn(node.credentials, slot) ? node.credentials[slot] : undefined;
  if (id === undefined) {
    throw failure('missing', `"${node.name}" needs a credential. Choose one in the node.`);
  }
  const found = await parts.open(tenantId, id);
  if (!found) {
    throw failure(
      'unknown',
      `The credential of "${node.name}" does not exist any more. Choose another one in the node.`,
    );
  }
  const { credential } = found;
  const kinds = node.definition.credentials?.find((entry) => entry.slot === slot)?.kinds ?? [];
  if (!kinds.includes(credential.kind)) {
    throw failure(
      'wrong-kind',
      `The credential "${credential.name}" is of a kind that "${node.name}" cannot use. Choose another one in the node.`,
    );
  }
  parts.onSecrets(secretTexts(credential));
  return usable(parts, found);
}

function usable(parts: StepCredentialsParts, found: FoundCredential): StepCredential {
  const { credential } = found;
  return {
    kind: credential.kind,
    async apply(request) {
      demandHost(credential, request);
      if (credential.kind !== 'oauth2-client-credentials') return withCredential(request, credential, null);
      const token = await parts.tokens.get(found, parts.http);
      parts.onSecrets([token]);
      return withCredential(request, credential, token);
    },
    turnedAway: () => parts.tokens.forget(found),
    secret() {
      if (credential.kind === 'secret') return credential.values['value'] ?? '';
      throw failure('wrong-kind', `The credential "${credential.name}" holds no plain secret.`);
    },
  };
}

function demandHost({ name, hosts }: OpenCredential, { url }: HttpRequest): void {
  const { host } = new URL(url);
  if (hosts.length === 0) {
    throw failure(
      'no-hosts',
      `The credential "${name}" says no host that it is for. Open it under Credentials and add ${host}, if it belongs there.`,
      { credential: name, host },
    );
  }
  if (isHostAllowed(new URL(url), hosts)) return;
  throw failure(
    'other-host',
    `The credential "${name}" is for ${hosts.slice(0, 5).join(', ')}, not for ${host}. Nothing was sent. Mend the address, use another credential, or add the host to this one.`,
    { credential: name, host, hosts: [...hosts] },
  );
}

function failure(
  code: 'missing' | 'unknown' | 'wrong-kind' | 'no-hosts' | 'other-host',
  message: string,
  details?: Record<string, unknown>,
): NodeFailure {
  return NodeFailure.final(`credential.${code}`, message, {
    outcome: 'not-done',
    ...(details ? { details } : {}),
  });
}
