/**
 * The environment's variables: names, defaults, limits. This is the only list; `.env.example` is held against it by a
 * test. Empty values count as absent, so a line left blank in a `.env` file changes nothing.
 */
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'must be a port number from 1 to 65535');

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
  .transform((value) => ['true', '1', 'yes'].includes(value));

function urlWith(protocols: readonly string[]) {
  const wanted = protocols.map((protocol) => `${protocol}//`).join(' or ');
  return z.string().refine((value) => {
    try {
      return protocols.includes(new URL(value).protocol);
    } catch {
      return false;
    }
  }, `must be a URL that starts with ${wanted}`);
}

const postgresUrl = urlWith(['postgres:', 'postgresql:']);

const cidrs = z.string().transform((value, context) => {
  const ranges = listOf(value);
  for (const range of ranges) {
    if (!isCidr(range)) {
      context.addIssue({
        code: 'custom',
        message: `"${range}" is not a CIDR range such as 127.0.0.0/8 or fd00::/8`,
      });
    }
  }
  return ranges;
});

const encryptionKeys = z.string().transform((value, context) => {
  const keys = listOf(value).map(parseKey);
  keys.forEach((key, index) => {
    if (typeof key === 'string') context.addIssue({ code: 'custom', message: `key ${index + 1}: ${key}` });
  });
  const parsed = keys.filter((key) => typeof key !== 'string');
  if (new Set(parsed.map((key) => key.id)).size !== parsed.length) {
    context.addIssue({ code: 'custom', message: 'two keys have the same id' });
  }
  return parsed;
});

/** A key-encryption key: `id` names it beside what it wrapped; 32 random bytes. */
export interface EncryptionKey {
  id: string;
  key: Uint8Array;
}

/** Every variable that people may set, by its name. */
export const ENV_SHAPE = {
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  HEDDLE_DATA: z.string().default('.heddle'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  REDIS_URL: urlWith(['redis:', 'rediss:']).optional(),
  HEDDLE_PUBLIC_URL: urlWith(['http:', 'https:']).optional(),
  HEDDLE_TRUST_PROXY: flag.default(false),
  HEDDLE_BLOBS: z.string().optional(),
  HEDDLE_SMTP_URL: urlWith(['smtp:', 'smtps:']).optional(),
  HEDDLE_ENCRYPTION_KEYS: encryptionKeys.optional(),
  HEDDLE_ALLOW_OUTBOUND: cidrs.default([]),
  HEDDLE_WORKERS: z
    .string()
    .regex(/^\d{1,2}$/, 'must be a whole number from 0 to 64')
    .transform(Number)
    .refine((value) => value <= 64, 'must be a whole number from 0 to 64')
    .default(1),
  HEDDLE_METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters (make one with: openssl rand -hex 24)')
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
} as const;

/** Set by `up` for the processes it starts, and by Node's own conventions; never by people. */
export const INTERNAL_SHAPE = {
  HEDDLE_EMBEDDED_URL: postgresUrl.optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
} as const;

export const envSchema = z.object({ ...ENV_SHAPE, ...INTERNAL_SHAPE });
export type EnvVariables = z.output<typeof envSchema>;

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isCidr(value: string): boolean {
  const v4 = z.cidrv4().safeParse(value);
  return v4.success || z.cidrv6().safeParse(value).success;
}

/** The key, or the reason why the text is none. The text itself never appears in the reason. */
function parseKey(text: string): EncryptionKey | string {
  const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    return 'must look like id:base64, where base64 holds 32 random bytes';
  }
  const key = new Uint8Array(Buffer.from(match[2], 'base64'));
  if (key.length !== 32)
    return `holds ${key.length} bytes and needs 32 (make one with: openssl rand -base64 32)`;
  if (new Set(key).size < 8) return 'is too regular to be random (make one with: openssl rand -base64 32)';
  return { id: match[1], key };
}
