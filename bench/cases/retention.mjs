/**
 * Partitions made and dropped under load: runs come in at a steady rate, and one connection writes facts without a pause.
 * The longest time between two of its commits is the pause that everybody would feel; first without changes, then with.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { runPaced } from '../paced.mjs';
import { callApi } from '../product.mjs';
import { webhookWorkflow } from '../workflow.mjs';

const RUNS_PER_SECOND = 100;
const OLD_WEEKS = 12;
const ROWS_PER_WEEK = 20_000;
const WEEKS_AHEAD = 16;
const LOCK_NOT_AVAILABLE = '55P03';

export async function retention({ product, seconds }) {
  const { id } = await callApi(
    product,
    'POST',
    '/workflows',
    webhookWorkflow('bench-retention', 'immediately'),
  );
  await callApi(product, 'POST', `/workflows/${id}/publish`, {});
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  try {
    const weeks = await makeOldWeeks(client);
    const load = {
      origin: product.origin,
      perSecond: RUNS_PER_SECOND,
      expect: 202,
      request: (n) => ({
        method: 'POST',
        path: '/hooks/demo/bench-retention',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ amount: n % 200 }),
      }),
    };
    await runPaced({ ...load, seconds: 2 });
    const quiet = await during(product, runPaced({ ...load, seconds }));
    const loaded = runPaced({ ...load, seconds });
    const changing = changeAll(client, weeks, seconds);
    const busy = await during(product, loaded);
    const changes = await changing;
    const accepted = await loaded;
    const size = async () =>
      (
        await client.query(`select count(*)::int as n from pg_class c
      where c.relnamespace = 'heddle_parts'::regnamespace and c.relname ~ '^runs_30_[0-9]{8}$'`)
      ).rows[0].n;
    return {
      longestGapMs: busy.longestMs,
      longestGapWithoutChangesMs: quiet.longestMs,
      commits: busy.commits,
      ...changes,
      weeksLeft: await size(),
      webhookP99Ms: accepted.p99Ms ?? accepted.p99,
      wrong: accepted.wrong,
    };
  } finally {
    await client.end();
  }
}

/** Writes facts one after another until the work is done. */
async function during(product, work) {
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  let isOver = false;
  void work.finally(() => (isOver = true)).catch(() => undefined);
  let [longest, commits, last] = [0, 0, performance.now()];
  while (!isOver) {
    await client.query({
      name: 'probe',
      text: `insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
        values ($1, uuid7_low(now()), $2, 0, '[]', 30)`,
      values: [crypto.randomUUID(), commits],
    });
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    commits += 1;
  }
  await client.end();
  return { longestMs: Math.round(longest * 10) / 10, commits };
}

/** Weeks long past, with rows. */
async function makeOldWeeks(client) {
  const { rows } = await client.query(
    `select to_char(date_trunc('week', now() at time zone 'UTC') - n * interval '1 week', 'YYYY-MM-DD') as week
      from generate_series(8, $1) as n`,
    [7 + OLD_WEEKS],
  );
  const weeks = rows.map(({ week }) => week);
  await client.query('select heddle_make_weeks(30::smallint, $1::date[])', [weeks]);
  for (const week of weeks) {
    await client.query(
      `insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
        select gen_random_uuid(), uuid7_low($1::date + n * interval '1 millisecond'), 0, 0, '[{"kind":"x"}]', 30
        from generate_series(1, $2) as n`,
      [week, ROWS_PER_WEEK],
    );
  }
  return weeks;
}

/** What a worker's sweep does, spread over the time there is. */
async function changeAll(client, weeks, seconds) {
  const between = (seconds * 1000) / (weeks.length * 3 + WEEKS_AHEAD * 3) / 2;
  let [tables, made, refused, longest] = [0, 0, 0, 0];
  const change = async (text, values) => {
    for (;;) {
      const began = performance.now();
      const answer = await client.query(text, values).catch((error) => {
        if (error.code !== LOCK_NOT_AVAILABLE) throw error;
        return null;
      });
      longest = Math.max(longest, performance.now() - began);
      if (answer && answer.rows[0].done !== 'busy') return answer.rows[0].done;
      refused += 1;
      await pause(20);
    }
  };
  for (const week of weeks) {
    for (let done = 'more'; done === 'more'; tables += 1) {
      done = await change('select heddle_drop_next_of_week(30::smallint, $1::date) as done', [week]);
      await pause(between);
    }
  }
  while (await change('select heddle_make_next_partition($1) as done', [WEEKS_AHEAD])) {
    made += 1;
    await pause(between);
  }
  return { droppedTables: tables, madeTables: made, refused, longestChangeMs: Math.round(longest * 10) / 10 };
}
