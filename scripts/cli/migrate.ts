import type { Command } from './command';
import { prepareDatabase } from './prepare-database';
import { withDatabaseUrl } from './with-database';

/** `migrate`: brings the database's schema up to date. */
export const migrateCommand: Command = {
  usage: '',
  summary: "bring the database's schema up to date",
  example: 'migrate',
  run: ({ root }) => withDatabaseUrl(async (urls) => console.log(await prepareDatabase(urls, root))),
};
