/** Many rows like one there is, made by the database itself: for cases where only the number of them matters. */

/**
 * A statement that copies the rows of `table` whose `key` is `$1`, once for each row of `source`. Columns named in `own`
 * have that SQL, all others the value that is copied.
 * @param {import('pg').Client} client
 * @param {{ table: string, key: string, source: string, own: Record<string, string> }} copy
 */
export async function copyStatement(client, { table, key, source, own }) {
  const { rows } = await client.query(
    'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position',
    ['public', table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => own[name] ?? `t.${name}`);
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} t, ${source} where t.${key} = $1`;
}
