/** Import from n8n against the clock: a workflow as large as the largest that people are known to have. */
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';

const NODES = 174;
const ROUNDS = 15;
const catalog = createCatalog(definitions);

/** Milliseconds to import and to export 174 nodes once: the first time in a process is the cold one. */
export function importOnce(): { importMs: number; exportMs: number; missing: number; bytes: number } {
  const text = JSON.stringify(workflow(NODES));
  const began = performance.now();
  const read = importN8n(text, catalog);
  const imported = performance.now();
  const [first] = read.ok ? read.workflows : [];
  if (!first) throw new Error('the large workflow cannot be imported');
  exportToN8n(first.workflow);
  const exportMs = performance.now() - imported;
  const missing = first.report.filter(({ result }) => result === 'missing').length;
  return { importMs: imported - began, exportMs, missing, bytes: text.length };
}

/** Median milliseconds of a process that has imported before, beside those of processes that have not. */
export function importing(cold: readonly number[]): Record<string, number> {
  importOnce();
  const rounds = Array.from({ length: ROUNDS }, importOnce);
  const { missing = 0, bytes = 0 } = rounds[0] ?? {};
  return {
    ...{ nodes: NODES, bytes, missing, coldImportMs: median(cold) },
    importMs: median(rounds.map(({ importMs }) => importMs)),
    exportMs: median(rounds.map(({ exportMs }) => exportMs)),
  };
}

/** What large workflows are made of: calls, conditions, fields, code, and services that we do not have. */
function workflow(count: number): object {
  // No two nodes share their longer expressions, so that nothing is read only once for all of them.
  const kinds = (node: number) => [
    ['set', 3.4, { assignments: { assignments: rows(6, node) }, options: {} }],
    [
      'httpRequest',
      4.2,
      { url: '=https://example.com/{{ $json.id }}', sendBody: true, specifyBody: 'json', jsonBody: body() },
    ],
    ['if', 2.2, { conditions: { combinator: 'and', conditions: conditions() } }],
    ['code', 2, { jsCode: 'const out = [];\n'.repeat(60) + 'return $input.all();' }],
    ['gmail', 2.1, { sendTo: "={{ $('Start').item.json.mail }}", message: 'Dear customer. '.repeat(80) }],
    ['stickyNote', 1, { content: '## A note\n'.repeat(20), width: 300, height: 200 }],
  ];
  const nodes = Array.from({ length: count - 1 }, (_, index) => {
    const [type, typeVersion, parameters] = kinds(index)[index % 6] ?? [];
    const position = [(index % 20) * 220, Math.floor(index / 20) * 200];
    return {
      id: `n${index}`,
      name: `Node ${index}`,
      type: `n8n-nodes-base.${String(type)}`,
      typeVersion,
      position,
      parameters,
    };
  });
  const start = {
    id: 'start',
    name: 'Start',
    type: 'n8n-nodes-base.manualTrigger',
    typeVersion: 1,
    position: [-200, 0],
    parameters: {},
  };
  const drawn = [start, ...nodes.filter(({ type }) => !type.endsWith('stickyNote'))];
  const connections = Object.fromEntries(
    drawn
      .slice(1)
      .map((node, index) => [drawn[index]?.name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]),
  );
  return { name: 'Large', nodes: [start, ...nodes], connections, settings: { executionOrder: 'v1' } };
}

function rows(count: number, node: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ id: String(index), name: `field${index}`, type: 'string' },
    value: `={{ $json.items.filter(i => i.price > ${node * 10 + index}).map(i => i.name).join(', ') }}`,
  }));
}

function conditions(): object[] {
  return [
    { leftValue: '={{ $json.total }}', rightValue: 10, operator: { type: 'number', operation: 'gt' } },
    { leftValue: '={{ $json.mail }}', rightValue: '', operator: { type: 'string', operation: 'notEmpty' } },
  ];
}

function body(): string {
  return '={\n  "model": "m",\n  "text": "{{ $json.text }}",\n  "data": {{ JSON.stringify($json.data) }}\n}';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
}
