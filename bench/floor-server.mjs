/**
 * The floor that every case is read against: a bare Node server that writes each request to PostgreSQL and answers
 * after the commit. Requests that arrive together share one insert, as the product's intake does.
 */
import http from 'node:http';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const [, , connectionString] = process.argv;
const pool = new pg.Pool({ connectionString, max: 2 });
await pool.query(
  'create table if not exists bench_floor (id uuid primary key, body jsonb not null, at timestamptz(3) default now())',
);

let waiting = [];
let flights = 0;

async function flush() {
  if (flights >= 2 || waiting.length === 0) return;
  flights += 1;
  const batch = waiting;
  waiting = [];
  await pool.query({
    name: 'insert',
    text: 'insert into bench_floor (id, body) select * from unnest($1::uuid[], $2::jsonb[])',
    values: [batch.map(() => randomUUID()), batch.map(({ body }) => body)],
  });
  for (const { response } of batch) response.end('{"ok":true}');
  flights -= 1;
  void flush();
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    waiting.push({ body: body || '{}', response });
    void flush();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
