/** A tenant with something on every page: what the views are shown with. */
import { expect, type Page } from '@playwright/test';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import type { TestTenant } from '../fixtures/tenant';

export interface ShowRoom {
  page: Page;
  tenant: TestTenant;
  /** A workflow with branches, a note and two published versions, its draft changed since. */
  workflowId: string;
  /** A workflow that is started by a schedule and goes through a loop. */
  scheduledId: string;
  /** A run of the first that succeeded. */
  doneRunId: string;
  /** A run that failed. */
  failedRunId: string;
  /** A published workflow that fails at its call to the outside, several times. */
  failingId: string;
}

const orders = [
  { order: 1001, customer: 'Ada Byron', country: 'CH', total: 480.5 },
  { order: 1002, customer: 'Grace Murray', country: 'DE', total: 64 },
  { order: 1003, customer: 'Alan Mathison', country: 'CH', total: 129.9 },
  { order: 1004, customer: 'Edsger Wybe', country: 'NL', total: 1250 },
];

function ordersWorkflow(edit: { greeting: string }): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name: 'Sort the orders of the day',
    nodes: [
      { id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 160 } },
      {
        id: 'orders',
        type: 'code',
        name: 'Orders of today',
        position: { x: 300, y: 160 },
        parameters: {
          mode: 'all',
          source: `console.log('reading the orders');\nreturn ${JSON.stringify(orders)};`,
        },
      },
      {
        id: 'large',
        type: 'if',
        name: 'Large order?',
        position: { x: 600, y: 160 },
        parameters: {
          conditions: [{ left: '{{ $json.total }}', operator: 'number.greater', right: '100' }],
          combine: 'all',
        },
      },
      {
        id: 'thank',
        type: 'edit-fields',
        name: 'Thank the customer',
        position: { x: 900, y: 40 },
        parameters: {
          assignments: [{ name: 'note', type: 'string', value: edit.greeting }],
          keep: 'all',
        },
      },
      { id: 'pack', type: 'no-op', name: 'Pack as usual', position: { x: 900, y: 280 } },
    ],
    edges: [
      { id: 'e1', source: 'start', target: 'orders' },
      { id: 'e2', source: 'orders', target: 'large' },
      { id: 'e3', source: 'large', sourcePort: 'true', target: 'thank' },
      { id: 'e4', source: 'large', sourcePort: 'false', target: 'pack' },
    ],
    notes: [
      {
        id: 'n1',
        text: '## Orders\n\nLarge orders get a **personal note**. The rest is packed as usual.',
        position: { x: 280, y: -120 },
        size: { width: 300, height: 140 },
      },
    ],
  };
}

function remindersWorkflow(): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name: 'Remind late payers',
    nodes: [
      {
        id: 'when',
        type: 'schedule',
        name: 'Every workday',
        position: { x: 0, y: 100 },
        parameters: {
          rules: [
            {
              every: 'weeks',
              interval: 1,
              weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
              at: '08:30',
            },
          ],
          timezone: 'Europe/Zurich',
        },
      },
      {
        id: 'open',
        type: 'code',
        name: 'Open invoices',
        position: { x: 300, y: 100 },
        parameters: { mode: 'all', source: `return ${JSON.stringify(orders)};` },
      },
      {
        id: 'each',
        type: 'loop',
        name: 'Ten at a time',
        position: { x: 600, y: 100 },
        parameters: { batchSize: 10 },
      },
      { id: 'remind', type: 'no-op', name: 'Write the reminder', position: { x: 920, y: 240 } },
      { id: 'done', type: 'no-op', name: 'All reminded', position: { x: 920, y: 40 } },
    ],
    edges: [
      { id: 'e1', source: 'when', target: 'open' },
      { id: 'e2', source: 'open', target: 'each' },
      { id: 'e3', source: 'each', sourcePort: 'item', target: 'remind' },
      { id: 'e4', source: 'remind', target: 'each', targetPort: 'next' },
      { id: 'e5', source: 'each', sourcePort: 'done', target: 'done' },
    ],
  };
}

/** Fills the tenant through its API, as people and programs would have. */
export async function fillShowRoom(page: Page, tenant: TestTenant): Promise<ShowRoom> {
  const { api, slug } = tenant;
  const workflowId = await tenant.seed(ordersWorkflow({ greeting: 'Thank you, {{ $json.customer }}!' }));
  await api.workflow.publish.mutate({ tenant: slug, id: workflowId, note: 'First version' });
  const done = await tenant.run(workflowId);
  await changeDraft(tenant, workflowId, ordersWorkflow({ greeting: 'Many thanks, {{ $json.customer }}!' }));
  await api.workflow.publish.mutate({ tenant: slug, id: workflowId, note: 'A warmer greeting' });
  await changeDraft(
    tenant,
    workflowId,
    ordersWorkflow({ greeting: 'Warmest thanks, {{ $json.customer }}!' }),
  );
  const failing = await tenant.seed({
    format: 'heddle.workflow/1',
    name: 'Send to the warehouse',
    nodes: [
      { id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } },
      {
        id: 'send',
        type: 'http-request',
        name: 'Tell the warehouse',
        position: { x: 300, y: 0 },
        parameters: {
          method: 'POST',
          url: 'http://127.0.0.1:1/orders',
          bodyType: 'json',
          body: '{{ $json }}',
        },
      },
    ],
    edges: [{ id: 'e1', source: 'start', target: 'send' }],
  });
  const failed = await tenant.run(failing, { order: 1001 });
  await api.workflow.publish.mutate({ tenant: slug, id: failing });
  for (const { order } of orders) {
    await tenant.rest('POST', `/workflows/${failing}/runs`, { input: { order }, wait: true });
  }
  await api.member.invite.mutate({ tenant: slug, email: 'guest@example.com', role: 'viewer' });
  const scheduledId = await tenant.seed(remindersWorkflow());
  await api.workflow.publish.mutate({ tenant: slug, id: scheduledId });
  return {
    page,
    tenant,
    workflowId,
    scheduledId,
    failingId: failing,
    doneRunId: done.id,
    failedRunId: failed.id,
  };
}

async function changeDraft(tenant: TestTenant, id: string, file: PortableWorkflow) {
  const known = await fetch(new URL(`/api/v1/workflows/${id}`, tenant.url('/')), {
    headers: { authorization: `Bearer ${tenant.key}` },
  });
  const changed = await fetch(new URL(`/api/v1/workflows/${id}`, tenant.url('/')), {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      'if-match': known.headers.get('etag') ?? '',
    },
    body: JSON.stringify(file),
  });
  expect(changed.status, await changed.text()).toBe(200);
}
