/**
 * Structured logs: one JSON object a line, or readable one-liners where a person watches a terminal. No transport
 * process. Bindings tell the lines of one request or run apart: `log.child({ requestId })`.
 */
import pino from 'pino';
import { createPrettyStream } from './pretty';

export type LogFields = Readonly<Record<string, unknown>>;

/** What the rooms use of the logger. `error` fields named `err` are written with stack and cause. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  debug(message: string): void;
  info(fields: LogFields, message: string): void;
  info(message: string): void;
  warn(fields: LogFields, message: string): void;
  warn(message: string): void;
  error(fields: LogFields, message: string): void;
  error(message: string): void;
  child(bindings: LogFields): Log;
}

export interface LogOptions {
  /** The part of the product that writes: `web`, `worker`, `up`. */
  name: string;
  level: string;
  /** One-liners instead of JSON. Default: whether stdout is a terminal. */
  pretty?: boolean;
  /** Where lines go. Default: stdout. */
  destination?: { write(text: string): void };
}

/** Values under these keys never reach a log, wherever a careless call put them. */
const SECRET_KEYS = ['authorization', 'cookie', 'password', 'secret', 'token', 'apiKey'];

/** Makes the process's logger. */
export function createLog(options: LogOptions): Log {
  const pretty = options.pretty ?? process.stdout.isTTY;
  const destination = options.destination ?? pino.destination({ dest: 1, sync: true });
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { name: options.name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
    },
    pretty ? createPrettyStream(destination) : destination,
  );
}
