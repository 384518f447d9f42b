/**
 * The one place that reads `process.env`. The environment is parsed once; all faults are reported together, so nobody
 * mends them one restart at a time.
 */
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import { envSchema, type EncryptionKey, type EnvVariables } from './env-schema';

export interface Env {
  readonly port: number;
  readonly host: string;
  /** Absolute folder of the embedded database, blobs and development keys. */
  readonly dataDir: string;
  /** The app's database: DATABASE_URL, or the embedded one that `up` started. Null where neither is running. */
  readonly databaseUrl: string | null;
  /** For migrations. */
  readonly databaseOwnerUrl: string | null;
  /** For LISTEN: past a pooler where one stands between. */
  readonly databaseDirectUrl: string | null;
  /** Redis that carries hints and messages between processes; null = the database does. */
  readonly redisUrl: string | null;
  /** True while the database is the one that `up` starts itself. */
  readonly usesEmbeddedDatabase: boolean;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** True when HEDDLE_PUBLIC_URL was set, so `publicUrl` is more than a guess. */
  readonly hasPublicUrl: boolean;
  readonly trustProxy: boolean;
  /** Absolute folder. */
  readonly blobs: string;
  /** First encrypts, all decrypt. Empty = none given. */
  readonly encryptionKeys: readonly EncryptionKey[];
  /** CIDR ranges that outbound calls may reach besides the public internet. */
  readonly allowOutbound: readonly string[];
  readonly workers: number;
  /** What `/metrics` wants as a bearer token; null = callers on this machine alone. */
  readonly metricsToken: string | null;
  readonly logLevel: EnvVariables['LOG_LEVEL'];
  /** DATABASE_URL is set or HOST is not loopback: missing or weak secrets stop the boot. */
  readonly isProduction: boolean;
  /** `npm run dev`. */
  readonly isDevelopment: boolean;
}

/** Parses an environment. Throws `env.invalid` with every fault in its message and in `details.faults`. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = envSchema.safeParse(given);
  const faults = parsed.success
    ? crossFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new UserProblem(
      'env.invalid',
      `The environment has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nEach variable is described in .env.example.`,
      { details: { faults } },
    );
  }
  return toEnv(parsed.data);
}

let current: Env | undefined;

/** The process's environment, parsed on the first call. */
export function getEnv(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/**
 * A copy of the process's variables for a child process, with some replaced. Nothing else may hand the environment on.
 */
export function childEnvironment(replaced: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  return Object.assign(environment, replaced);
}

function crossFaults(values: EnvVariables): string[] {
  const faults: string[] = [];
  const production = isProduction(values);
  if (production && !values.HEDDLE_ENCRYPTION_KEYS?.length) {
    const reason = values.DATABASE_URL === undefined ? `HOST is ${values.HOST}` : 'DATABASE_URL is set';
    faults.push(
      `HEDDLE_ENCRYPTION_KEYS is needed because ${reason}: set it to k1:$(openssl rand -base64 32) and keep it safe`,
    );
  }
  if (!values.DATABASE_URL && (values.DATABASE_OWNER_URL ?? values.DATABASE_DIRECT_URL)) {
    faults.push('DATABASE_URL is needed where DATABASE_OWNER_URL or DATABASE_DIRECT_URL is set');
  }
  if (values.HEDDLE_BLOBS?.startsWith('s3://')) {
    faults.push(
      'HEDDLE_BLOBS names an s3 URL, which this version cannot use: name a folder that all processes share',
    );
  }
  if (values.HEDDLE_SMTP_URL)
    faults.push('HEDDLE_SMTP_URL is set, but this version sends no mail: leave it empty');
  return faults;
}

function isProduction(values: EnvVariables): boolean {
  return values.DATABASE_URL !== undefined || !isLoopback(values.HOST);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function toEnv(values: EnvVariables): Env {
  const databaseUrl = values.DATABASE_URL ?? values.HEDDLE_EMBEDDED_URL ?? null;
  const dataDir = path.resolve(values.HEDDLE_DATA);
  const blobs = values.HEDDLE_BLOBS;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    databaseUrl,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? databaseUrl,
    databaseDirectUrl: values.DATABASE_DIRECT_URL ?? databaseUrl,
    redisUrl: values.REDIS_URL ?? null,
    usesEmbeddedDatabase: values.DATABASE_URL === undefined,
    publicUrl: values.HEDDLE_PUBLIC_URL?.replace(/\/+$/, '') ?? guessPublicUrl(values),
    hasPublicUrl: values.HEDDLE_PUBLIC_URL !== undefined,
    trustProxy: values.HEDDLE_TRUST_PROXY,
    blobs: path.resolve(blobs ?? path.join(dataDir, 'blobs')),
    encryptionKeys: values.HEDDLE_ENCRYPTION_KEYS ?? [],
    allowOutbound: values.HEDDLE_ALLOW_OUTBOUND,
    workers: values.HEDDLE_WORKERS,
    metricsToken: values.HEDDLE_METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
    isProduction: isProduction(values),
    isDevelopment: values.NODE_ENV === 'development',
  };
}

function guessPublicUrl(values: EnvVariables): string {
  const anywhere = values.HOST === '0.0.0.0' || values.HOST === '::';
  const host = anywhere ? 'localhost' : values.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${values.PORT}`;
}
