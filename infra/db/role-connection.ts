/**
 * How each part of the product connects: with a group role taken at the start of the connection, so that row-level
 * security holds whatever the login itself may do; and in UTC, which the driver adapter takes for granted.
 */
export type DatabaseRole = 'heddle_app' | 'heddle_runner' | 'heddle_queue' | 'heddle_maintenance';

export interface RoleConnection {
  connectionString: string;
  /** Start-up options of the session. */
  options: string;
}

/** Settings for `pg` and for BullMQ. Options of the URL itself are kept, ours come last and win. */
export function roleConnection(url: string, role: DatabaseRole): RoleConnection {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  // Inside the URL they would replace ours. `schema` is a word of Prisma's command line.
  parsed.searchParams.delete('options');
  parsed.searchParams.delete('schema');
  const ours = `-c role=${role} -c timezone=UTC -c search_path=public`;
  return { connectionString: parsed.href, options: given ? `${given} ${ours}` : ours };
}
