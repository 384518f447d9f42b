/**
 * Whoever uses the product: asks for runs at a steady rate and remembers what was promised. A request without an answer
 * says nothing, so it is sent again under the same idempotency key until somebody answers.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Shape } from './workflows';
import type { ProductUnderFire } from './product-under-fire';

/** One run that was asked for. */
export interface Order {
  key: string;
  shape: string;
  workflowId: string;
  askedAtMs: number;
  /** When it was promised first; null = nobody ever answered. */
  acceptedAtMs: number | null;
  /** Ids that answers named: one, if all is well. */
  ids: string[];
  /** Statuses other than 2xx, and words for what broke. */
  troubles: string[];
  cancelled: boolean;
}

export interface Feeder {
  readonly orders: readonly Order[];
  /** Asks for no more, and goes on asking for those without an answer until `limitMs` is over. */
  finish(limitMs: number): Promise<void>;
}

export interface FeederOptions {
  product: ProductUnderFire;
  shapes: readonly (Shape & { id: string })[];
  perSecond: number;
  random: () => number;
}

const ANSWER_LIMIT_MS = 15_000;
const AGAIN_MS = 400;

/** Begins at once. */
export function startFeeding(options: FeederOptions): Feeder {
  const orders: Order[] = [];
  const open = new Set<Promise<void>>();
  let ended = false;
  let deadline = Infinity;
  let count = 0;

  const timer = setInterval(() => {
    const shape = options.shapes[count % options.shapes.length];
    count += 1;
    if (!shape) return;
    const order: Order = {
      key: `order-${count}`,
      shape: shape.name,
      workflowId: shape.id,
      askedAtMs: Date.now(),
      acceptedAtMs: null,
      ids: [],
      troubles: [],
      cancelled: false,
    };
    orders.push(order);
    const work = place(order, shape).finally(() => open.delete(work));
    open.add(work);
  }, 1000 / options.perSecond);

  async function place(order: Order, shape: Shape & { id: string }): Promise<void> {
    while (performance.now() < deadline) {
      const answer = await ask(options.product, order, shape).catch(nameOf);
      if (typeof answer !== 'string') {
        order.acceptedAtMs ??= Date.now();
        if (answer.id !== null && !order.ids.includes(answer.id)) order.ids.push(answer.id);
        // Whoever did not hear the answer asks once more now and then: it must be the same run.
        if (order.ids.length > 0 && options.random() < 0.05) {
          const second = await ask(options.product, order, shape).catch(() => null);
          if (second?.id != null && !order.ids.includes(second.id)) order.ids.push(second.id);
        }
        if (shape.cancelAfterMs !== undefined) await cancel(order, shape.cancelAfterMs);
        return;
      }
      order.troubles.push(answer);
      await pause(AGAIN_MS);
    }
  }

  async function cancel(order: Order, afterMs: number): Promise<void> {
    await pause(afterMs);
    while (performance.now() < deadline) {
      const done = await options.product
        .rest('POST', `/runs/${order.ids[0]}/cancel`, {})
        .catch(() => ({ status: 0 }));
      if (done.status === 202) {
        order.cancelled = true;
        return;
      }
      await pause(AGAIN_MS);
    }
  }

  return {
    orders,
    async finish(limitMs) {
      if (!ended) clearInterval(timer);
      ended = true;
      deadline = performance.now() + limitMs;
      await Promise.all(open);
    },
  };
}

/** What broke, in a word or two. */
function nameOf(error: unknown): string {
  return error instanceof Error ? (error.name === 'Error' ? error.message : error.name) : String(error);
}

/** Asks once. Gives the id that the answer names, if it does. Throws what went wrong. */
async function ask(
  product: ProductUnderFire,
  order: Order,
  shape: Shape & { id: string },
): Promise<{ id: string | null }> {
  const url =
    shape.hook === null
      ? `${product.baseUrl}/api/v1/workflows/${shape.id}/runs`
      : `${product.baseUrl}/hooks/${product.tenant}/${shape.hook}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(shape.hook === null
        ? { authorization: `Bearer ${product.apiKey}` }
        : { 'idempotency-key': order.key }),
    },
    body: JSON.stringify(
      shape.hook === null ? { input: shape.input, idempotencyKey: order.key } : shape.input,
    ),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? ''}`);
  const body = JSON.parse(text) as { id?: unknown };
  return { id: typeof body.id === 'string' ? body.id : null };
}
