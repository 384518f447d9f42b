/** As much of sql.js as is used here: the package brings no types. */
declare module 'sql.js' {
  export type SqlValue = number | string | Uint8Array | null;

  export interface Statement {
    bind(values: readonly SqlValue[]): boolean;
    run(values: readonly SqlValue[]): void;
    step(): boolean;
    get(): SqlValue[];
    getColumnNames(): string[];
    free(): boolean;
  }

  export interface Database {
    run(sql: string): Database;
    prepare(sql: string): Statement;
    iterateStatements(sql: string): Iterable<Statement>;
    close(): void;
  }

  export interface SqlJs {
    Database: new () => Database;
  }

  // eslint-disable-next-line no-restricted-syntax -- that is how the package exports it
  export default function initSqlJs(options: {
    wasmBinary: Uint8Array;
    print?: (text: string) => void;
    printErr?: (text: string) => void;
  }): Promise<SqlJs>;
}
