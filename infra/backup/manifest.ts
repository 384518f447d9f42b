/** The words that stand in an archive. Strict: an archive of another make is refused before anything is written. */
import { z } from 'zod';

export const BACKUP_FORMAT = 'heddle.backup/1';

/** The first record. */
export const manifestSchema = z.strictObject({
  record: z.literal('manifest'),
  format: z.literal(BACKUP_FORMAT),
  /** Version of the Heddle that wrote it. */
  heddle: z.string(),
  at: z.iso.datetime(),
  /** The schema the rows fit: names of all applied migrations, in order. */
  migrations: z.array(z.string()).min(1),
  /** Weeks of history that have partitions, by retention class. */
  weeks: z.array(z.strictObject({ retentionClass: z.number().int(), weeks: z.array(z.iso.date()) })),
  /** Last values of sequences, by name. */
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string() })),
  /** Whether the development key follows. Without it, stored credentials need the keys of the environment. */
  hasKeys: z.boolean(),
});
export type Manifest = z.output<typeof manifestSchema>;

/** What stands before the data that belongs to it, and the last record. */
export const sectionSchema = z.discriminatedUnion('record', [
  /** Each `data` record that follows is one row, in PostgreSQL's text form of the table's row type. */
  z.strictObject({ record: z.literal('table'), name: z.string(), columns: z.array(z.string()) }),
  /** The `data` records that follow are the blob's bytes. */
  z.strictObject({ record: z.literal('blob'), key: z.string() }),
  /** One `data` record follows: the development key's file. */
  z.strictObject({ record: z.literal('key') }),
  /** Nothing follows. An archive without it is cut off. */
  z.strictObject({ record: z.literal('end'), rows: z.number().int(), blobs: z.number().int() }),
]);
export type Section = z.output<typeof sectionSchema>;
