/**
 * Runs SQL over tables that live for one call, in SQLite compiled to WebAssembly. Used in the sandbox child only, which
 * is killed when a query takes too long: SQLite cannot be interrupted here.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import initSqlJs, { type Database, type SqlJs, type Statement } from 'sql.js';
import type { GuestFailureCode, GuestReply, SqlRequest } from './protocol';
import { createTable, readingOf, type Reading, type Row } from './sql-tables';

const PAGE_BYTES = 65_536;
/** The file system of the engine is memory, but it outlives a call: whoever may write files gets a new process. */
const WRITES_FILES = /\b(?:attach|vacuum)\b/i;

export interface SqlGuest {
  run(request: SqlRequest): Promise<{ text: string; worn: boolean }>;
}

class TooMuch extends Error {}

/** Reads the engine, while the files can be read; it is started with the first query. */
export async function createSqlGuest(): Promise<SqlGuest> {
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'));
  let engine: Promise<SqlJs> | null = null;
  const wall = boundMemory();
  return {
    async run(request) {
      wall.maxPages = Math.ceil(request.maxMemoryBytes / PAGE_BYTES);
      try {
        engine ??= initSqlJs({ wasmBinary, print: () => undefined, printErr: () => undefined });
        const rows = answerOf(new (await engine).Database(), request);
        return { text: rows, worn: WRITES_FILES.test(request.query) };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        // After it ran out of memory nothing in the engine can be relied on any more.
        return { text: failure(codeOf(error, message), message), worn: /memory|abort/i.test(message) };
      }
    },
  };
}

function codeOf(error: unknown, message: string): GuestFailureCode {
  if (error instanceof TooMuch) return 'too-large-output';
  return /out of memory|abort/i.test(message) ? 'out-of-memory' : 'threw';
}

/** WebAssembly memory grows by this one method; past the wall it fails, which SQLite takes for being out of memory. */
function boundMemory(): { maxPages: number } {
  const wall = { maxPages: 1024 };
  const proto = WebAssembly.Memory.prototype;
  const { grow } = proto;
  proto.grow = function bounded(this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength / PAGE_BYTES + pages > wall.maxPages) throw new RangeError('memory limit');
    return grow.call(this, pages);
  };
  return wall;
}

function answerOf(db: Database, request: SqlRequest): string {
  try {
    // The parent wrote it from items.
    const tables = JSON.parse(request.tables) as Record<string, Row[]>;
    for (const [name, rows] of Object.entries(tables)) createTable(db, name, rows);
    const reading = readingOf(Object.values(tables));
    let lines: string[] = [];
    for (const statement of db.iterateStatements(request.query)) {
      if (statement.getColumnNames().length > 0) lines = readRows(statement, reading, request);
      else statement.step();
    }
    return `{"ok":true,"items":[${lines.join(',')}]}`;
  } finally {
    db.close();
  }
}

function readRows(statement: Statement, reading: Reading, { maxRows, maxOutput }: SqlRequest): string[] {
  const columns = statement.getColumnNames();
  const lines: string[] = [];
  let size = 0;
  while (statement.step()) {
    const line = JSON.stringify(reading.row(columns, statement.get()));
    size += line.length + 1;
    if (lines.length >= maxRows || size > maxOutput) throw new TooMuch();
    lines.push(line);
  }
  return lines;
}

function failure(code: GuestFailureCode, message: string): string {
  const reply: GuestReply = { ok: false, code, message: `SQL: ${message}`.slice(0, 500) };
  return JSON.stringify(reply);
}
