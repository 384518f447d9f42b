/**
 * Turns pino's JSON lines into one-liners for a terminal: time, level, part, message, then the fields.
 */

const COLOURS: Readonly<Record<string, string>> = {
  fatal: '\x1b[31m',
  error: '\x1b[31m',
  warn: '\x1b[33m',
  info: '\x1b[32m',
  debug: '\x1b[36m',
  trace: '\x1b[90m',
};
const DIM = '\x1b[90m';
const RESET = '\x1b[0m';
const HEAD_KEYS = new Set(['time', 'level', 'name', 'pid', 'msg', 'err']);

/** A pino destination that rewrites lines before they go on. */
export function createPrettyStream(destination: { write(text: string): void }): {
  write(line: string): void;
} {
  return {
    write(line) {
      destination.write(formatLine(line));
    },
  };
}

/** One line of JSON as a person reads it. Anything that is not pino's JSON passes unchanged. */
export function formatLine(line: string): string {
  const entry = parse(line);
  if (entry === undefined) return line;
  const level = text(entry['level'], 'info');
  const clock = text(entry['time'], '').slice(11, 23);
  const fields = Object.entries(entry)
    .filter(([key]) => !HEAD_KEYS.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const tail = fields.length > 0 ? ` ${DIM}${fields.join(' ')}${RESET}` : '';
  const label = `${COLOURS[level] ?? ''}${level.padEnd(5)}${RESET}`;
  return `${DIM}${clock}${RESET} ${label} ${text(entry['name'], '')}: ${text(entry['msg'], '')}${tail}\n${stackOf(entry['err'])}`;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function stackOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return '';
  return `${text(error.stack, '').replace(/^/gm, '    ')}\n`;
}
