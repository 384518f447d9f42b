import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import http from 'node:http';
import { startRun } from '@/services/runs/start-run';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

let product: TestProduct;
let open: TestWeb;
let guarded: TestWeb;
const TOKEN = 'a-token-of-some-length';

beforeAll(async () => {
  product = await createTestProduct();
  const { database } = product;
  open = await startTestWeb({}, { database });
  guarded = await startTestWeb({}, { database, metricsToken: TOKEN });
});
afterAll(async () => {
  await guarded.close();
  await open.close();
  await product.close();
});

const read = async (web: TestWeb, headers: Record<string, string> = {}) => {
  const response = await fetch(`${web.url}/metrics`, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

describe('/metrics', () => {
  it('shows what this process and the workers count, in the format of Prometheus', async () => {
    await product.startWorker();
    const workflowId = await product.publish({
      format: 'heddle.workflow/1',
      name: 'Secret name',
      nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } }],
      edges: [],
    });
    const { id } = await startRun(product.deps, product.tenant.scope, {
      workflowId,
      version: 'published',
      wait: true,
    });
    await fetch(`${open.url}/api/v1/runs/${id}`);
    const { text, type } = await read(open);
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const name of [
      'heddle_runs_accepted_total',
      'heddle_runs_finished_total',
      'heddle_steps_total',
      'heddle_flush_seconds',
      'heddle_flush_runs',
      'heddle_claim_seconds',
      'heddle_queue_depth',
      'heddle_due_lag_seconds',
      'heddle_runs_live',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
      'heddle_database_connections',
    ])
      expect(text).toContain(`# TYPE ${name} `);
    expect(text).toMatch(
      /heddle_http_requests_total\{process="web",instance="\w+",route="rest",status="4xx"\} \d+/,
    );
    expect(text).toMatch(/process_resident_memory_bytes\{process="worker",instance="\w+"\} \d+/);
    for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#')))
      expect(line).toMatch(/^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[\d.e+-]+$/);
    for (const secret of [product.tenant.id, product.tenant.slug, workflowId, id, 'Secret name'])
      expect(text).not.toContain(secret);
  });

  it('answers this machine alone while there is no token', async () => {
    expect((await read(open)).status).toBe(200);
    expect((await read(open, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(401);
    expect((await read(open, { forwarded: 'for=203.0.113.7' })).status).toBe(401);
  });

  it('wants the token where one is set, from this machine too', async () => {
    expect((await read(guarded)).status).toBe(401);
    expect((await read(guarded, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await read(guarded, { authorization: TOKEN })).status).toBe(401);
    expect(
      (await read(guarded, { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' })).status,
    ).toBe(200);
  });

  it('counts every kind of route and no address', async () => {
    const path = '/hooks/nobody/at-this-address';
    await new Promise((resolve) =>
      http.get(`${open.url}${path}`, (response) => response.resume().on('end', resolve)),
    );
    const { text } = await read(open);
    expect(text).toContain('route="webhook",status="4xx"');
    expect(text).not.toContain('at-this-address');
  });
});
