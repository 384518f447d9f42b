/** The whole product with Redis between its processes: two web processes, two workers, and a Redis that has bad days. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { startRun } from '@/services/runs/start-run';
import { anApiKey } from '@/testing/builders/people';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { startRedisServer, type RedisServer } from '@/testing/redis/redis-server';
import { skipWithoutRedis } from '@/testing/redis/use-redis';
import { callRest } from '@/testing/web/calls';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

const withoutRedis = skipWithoutRedis('the product on Redis');
const at = { x: 0, y: 0 };
const isOver = (run: { status: string }) => ['succeeded', 'failed', 'cancelled'].includes(run.status);

let redis: RedisServer;
let server: EffectServer;
let product: TestProduct;
let ends: (() => Promise<void>)[];

beforeEach(async () => {
  ends = [];
  server = await startEffectServer();
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  await product.close();
  await server.close();
  await redis.close();
});

async function open(options: { redisStopped?: boolean } = {}): Promise<void> {
  redis = await startRedisServer({ stopped: options.redisStopped === true });
  product = await createTestProduct({ redisUrl: redis.url });
}

async function aWeb(): Promise<TestWeb> {
  const { database } = product;
  const web = await startTestWeb({}, { database, redisUrl: redis.url, sendsHints: true });
  ends.push(() => web.close());
  return web;
}

//  start ── post
function posting(): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name: 'Posts',
    nodes: [
      { id: 'start', type: 'manual-trigger', name: 'Start', position: at },
      {
        id: 'post',
        type: 'http-request',
        name: 'Post',
        position: at,
        parameters: { method: 'POST', url: `${server.url}/orders`, bodyType: 'json', body: '{{ $json }}' },
      },
    ],
    edges: [{ id: 'e', source: 'start', target: 'post' }],
  };
}

function startMany(workflowId: string, count: number): Promise<string[]> {
  const { deps, tenant } = product;
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const input = { n };
      return (await startRun(deps, tenant.scope, { workflowId, version: 'published', input })).id;
    }),
  );
}

/** Every run ended well, and the third party saw each write once. */
async function expectDone(ids: readonly string[]): Promise<void> {
  for (const id of ids) expect((await product.until(id, isOver)).status).toBe('succeeded');
  const keys = server.seen.map((request) => request.idempotencyKey);
  expect(keys).toHaveLength(ids.length);
  expect(new Set(keys).size).toBe(ids.length);
}

describe.skipIf(withoutRedis)('the product on Redis', () => {
  it('answers at one web process what two workers did for the other, and tells who watches', async () => {
    await open();
    const [first, second] = [await aWeb(), await aWeb()];
    await product.startWorker();
    await product.startWorker();
    const workflowId = await product.publish(posting());
    const { key } = await anApiKey(product.deps, product.tenant, { role: 'owner' });
    const path = `/workflows/${workflowId}/runs`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        callRest(
          n % 2 === 0 ? first : second,
          { method: 'POST', path, body: { input: { n }, wait: true } },
          { key },
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));

    server.hold();
    const begun = await callRest(first, { method: 'POST', path, body: { input: { n: 20 } } }, { key });
    const { id } = begun.data as { id: string };
    const headers = { authorization: `Bearer ${key}` };
    const watched = await fetch(`${second.url}/api/v1/runs/${id}/events`, { headers });
    server.release();
    expect(await watched.text()).toContain('"status":"succeeded"');
    await expectDone([...answers.map(({ data }) => (data as { id: string }).id), id]);
  });

  it('works without Redis at the start, and on once it is there', async () => {
    await open({ redisStopped: true });
    await product.startWorker();
    const workflowId = await product.publish(posting());
    const before = await startMany(workflowId, 10);
    await expectDone(before);
    await redis.start();
    await expectDone([...before, ...(await startMany(workflowId, 10))]);
  });

  it('loses nothing when Redis is flushed during work', async () => {
    await open();
    await product.startWorker();
    await product.startWorker();
    const workflowId = await product.publish(posting());
    server.hold();
    const first = await startMany(workflowId, 30);
    await product.until(first[0] ?? '', () => server.seen.length > 0);
    await redis.flush();
    const second = await startMany(workflowId, 30);
    await redis.flush();
    server.release();
    await expectDone([...first, ...second]);
  });

  it('loses nothing when Redis is killed and started during work', async () => {
    await open();
    await product.startWorker();
    await product.startWorker();
    const workflowId = await product.publish(posting());
    server.hold();
    const first = await startMany(workflowId, 30);
    await product.until(first[0] ?? '', () => server.seen.length > 0);
    await redis.kill();
    const second = await startMany(workflowId, 30);
    server.release();
    await redis.start();
    await expectDone([...first, ...second, ...(await startMany(workflowId, 30))]);
  });

  it.each([0, 2, 100])('runs each run once when every hint is given %i times', async (times) => {
    await open();
    await product.startWorker({ hints: times === 0 ? 'drop' : 'send' });
    await product.startWorker({ hints: times === 0 ? 'drop' : 'send' });
    const workflowId = await product.publish(posting());
    const ids = await startMany(workflowId, 20);
    for (let count = 1; count < times; count += 1) {
      product.deps.hints.wake();
      await product.deps.bus.publish('heddle_due', '');
    }
    await expectDone(ids);
  });
});
