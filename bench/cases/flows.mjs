/** Workflows of the kinds people draw, each answered by its run. */
import { respondWith } from '../workflow.mjs';
import { answeredBy, CONNECTIONS, COUNT, edit, addressAfter } from './flow-parts.mjs';

const TEN_EDITS = [
  ...Array.from({ length: 10 }, (_, n) => edit(n)),
  respondWith('{{ { "last": $json.field9 } }}'),
];

/** webhook → ten edits → respond. */
export const tenEdits = answeredBy('bench-edits', () => TEN_EDITS);
/** The same with twice as many callers. */
export const tenEditsBusy = answeredBy('bench-edits-busy', () => TEN_EDITS, { connections: 2 * CONNECTIONS });

/** webhook → split out 100 items → code over all of them → respond. */
export const codeOver100 = answeredBy(
  'bench-code',
  () => [
    { type: 'split-out', parameters: { field: 'body.list' } },
    {
      type: 'code',
      parameters: {
        source: 'return items.map(({ json }) => ({ json: { total: json.price * 2 + json.n } }));',
      },
    },
    COUNT,
  ],
  { body: { list: Array.from({ length: 100 }, (_, n) => ({ n, price: n * 3 })) } },
);

const LIST = { list: Array.from({ length: 1000 }, (_, n) => ({ n, name: `row ${n}` })) };
const loopOver = (name, batchSize) =>
  answeredBy(
    name,
    () => [
      { type: 'split-out', parameters: { field: 'body.list' } },
      { type: 'loop', parameters: { batchSize }, body: [{ ...edit(0), parameters: { ...edit(0).parameters,
        assignments: [{ name: 'twice', type: 'number', value: '{{ $json.n * 2 }}' }] } }] }, // prettier-ignore
      { type: 'aggregate', parameters: { mode: 'fields', fields: [{ field: 'twice', name: 'all' }] } },
      respondWith('{{ { "count": $json.all.length } }}'),
    ],
    { body: LIST },
  );

/** webhook → split out 1,000 items → loop in batches → aggregate → respond. */
export const loopOver1000 = loopOver('bench-loop', 100);
/** The same, each item by itself. */
export const loopOver1000Singly = loopOver('bench-loop-singly', 1);

/** webhook → five HTTP GETs one after another → respond. */
export async function fiveGets(context) {
  const url = await addressAfter();
  const get = { type: 'http-request', parameters: { method: 'GET', url } };
  const nodes = () => [get, get, get, get, get, respondWith('{{ { "ok": $json.body.ok } }}')];
  return await answeredBy('bench-gets', nodes)(context);
}
