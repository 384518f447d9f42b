/**
 * Secrets at rest: an envelope. Each secret is sealed with a data key of its own, which is wrapped by the
 * key-encryption key that `keyId` names. Both layers are AES-256-GCM and bound to tenant, credential and type, so an
 * envelope that is moved to another row does not open. The first key wraps, all of them unwrap; rotation re-wraps the
 * data key alone.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Bug, OperationalFailure } from '@/core/errors/app-error';

const NONCE_BYTES = 12;
/** Pinned: without it Node takes tags of four bytes as well. */
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export interface VaultKey {
  id: string;
  /** 32 random bytes. */
  key: Uint8Array;
}

/** What an envelope belongs to. */
export interface SecretOwner {
  tenantId: string;
  credentialId: string;
  type: string;
}

export interface Envelope {
  keyId: string;
  wrappedKey: Uint8Array;
  sealed: Uint8Array;
}

export interface Vault {
  /** Id of the key that encrypts. */
  readonly keyId: string;
  seal(owner: SecretOwner, secret: Uint8Array): Envelope;
  /** Throws `vault.unknown-key` or `vault.tampered`. */
  open(owner: SecretOwner, envelope: Envelope): Buffer;
  /** The same secret under the first key; null when it already is. */
  rewrap(owner: SecretOwner, envelope: Envelope): Envelope | null;
}

/** `keys[0]` encrypts, all decrypt. */
export function createVault(keys: readonly VaultKey[]): Vault {
  const [first] = keys;
  if (!first) throw new Bug('vault.no-key', 'The vault needs at least one key.');
  if (keys.some((entry) => entry.key.length !== KEY_BYTES)) {
    throw new Bug('vault.bad-key', `A key of the vault needs ${KEY_BYTES} bytes.`);
  }
  const byId = new Map(keys.map((entry) => [entry.id, entry.key]));

  const unwrap = (owner: SecretOwner, envelope: Envelope): Buffer => {
    const key = byId.get(envelope.keyId);
    if (!key) {
      throw new OperationalFailure(
        'vault.unknown-key',
        `A credential is encrypted with the key "${envelope.keyId}", which HEDDLE_ENCRYPTION_KEYS does not have.`,
        { details: { keyId: envelope.keyId } },
      );
    }
    return decrypt(key, envelope.wrappedKey, bind(owner, 'key'));
  };
  const wrap = (owner: SecretOwner, dataKey: Uint8Array): Uint8Array =>
    encrypt(first.key, dataKey, bind(owner, 'key'));

  return {
    keyId: first.id,
    seal(owner, secret) {
      const dataKey = randomBytes(KEY_BYTES);
      return {
        keyId: first.id,
        wrappedKey: wrap(owner, dataKey),
        sealed: encrypt(dataKey, secret, bind(owner, 'secret')),
      };
    },
    open: (owner, envelope) => decrypt(unwrap(owner, envelope), envelope.sealed, bind(owner, 'secret')),
    rewrap(owner, envelope) {
      if (envelope.keyId === first.id) return null;
      return { ...envelope, keyId: first.id, wrappedKey: wrap(owner, unwrap(owner, envelope)) };
    },
  };
}

/** JSON keeps the parts apart: no value can pretend to end another. */
function bind(owner: SecretOwner, layer: 'key' | 'secret'): Buffer {
  return Buffer.from(JSON.stringify([layer, owner.tenantId, owner.credentialId, owner.type]));
}

function encrypt(key: Uint8Array, plain: Uint8Array, bound: Buffer): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

function decrypt(key: Uint8Array, packed: Uint8Array, bound: Buffer): Buffer {
  try {
    const nonce = packed.subarray(0, NONCE_BYTES);
    const tag = packed.subarray(packed.length - TAG_BYTES);
    const body = packed.subarray(NONCE_BYTES, packed.length - TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(bound).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw new Bug('vault.tampered', 'A stored secret does not open: it was changed, moved or torn.', {
      cause,
    });
  }
}
