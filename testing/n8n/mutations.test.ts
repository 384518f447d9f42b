/**
 * Exports that were changed in one to four places – keys gone, renamed or of another type, values deep, huge or named
 * like members of prototypes – are read, told of, and given back as they came. The seed is fast-check's and printed.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { importN8n } from '@/core/exchange/n8n/import-n8n';
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import { catalog } from './import-one';
import { SAMPLES } from './samples';

/** What a value is replaced by. */
const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    '',
    '=',
    '={{',
    '={{ $json.a }}',
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
  ],
  ...[[], {}, [null], [[]], [{}], { main: null }, { __rl: true, value: null }, [[[null]]], { '': '' }],
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": "x"}') as unknown,
];
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  'parameters',
  'values',
  '',
  'node',
  'type',
  '0',
];

function deep(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

type Change = { at: number; how: number; what: number };

/** Every object and list of the value, in a fixed order. */
function places(root: unknown): (Record<string, unknown> | unknown[])[] {
  const found: (Record<string, unknown> | unknown[])[] = [];
  const open: unknown[] = [root];
  for (let value = open.shift(); value !== undefined; value = open.shift()) {
    if (typeof value !== 'object' || value === null) continue;
    found.push(value as Record<string, unknown>);
    open.push(...Object.values(value).filter((child) => child !== undefined));
  }
  return found;
}

function mutate(root: unknown, { at, how, what }: Change): void {
  const all = places(root);
  const place = all[at % all.length];
  if (!place) return;
  const keys = Object.keys(place);
  const key = keys[what % Math.max(1, keys.length)] ?? 'x';
  const put = (name: string, value: unknown) =>
    Object.defineProperty(place, name, { value, writable: true, enumerable: true, configurable: true });
  switch (how % 7) {
    case 0:
      if (Array.isArray(place)) place.splice(what % (place.length + 1), 1);
      else Reflect.deleteProperty(place, key);
      return;
    case 1:
      return void put(key, structuredClone(ODD[what % ODD.length]));
    case 2:
      return void put(key, deep(20 + (what % 150)));
    case 3:
      return void put(
        key,
        Array.from({ length: 300 }, (_, index) => (what % 2 === 0 ? index : { a: index })),
      );
    case 4:
      if (!Array.isArray(place)) put(KEYS[what % KEYS.length] ?? 'x', Reflect.get(place, key));
      return;
    case 5:
      return void put(key, [Reflect.get(place, key)]);
    default:
      return void put(key, String(JSON.stringify(Reflect.get(place, key)) ?? ''));
  }
}

const change = fc.record({ at: fc.nat(5000), how: fc.nat(6), what: fc.nat(5000) });

/** It takes a second alone; a machine that is shared, or held for a while, may take many times that. */
const LIMIT_MS = 60_000;

it(
  'reads them, makes a workflow that holds together, and gives them back',
  () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.nat(SAMPLES.length - 1),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (which, changes) => {
          const file: unknown = structuredClone(SAMPLES[which]);
          for (const one of changes) mutate(file, one);
          const text = JSON.stringify(file);
          const result = importN8n(text, catalog);
          if (!result.ok) return;
          read += 1;
          for (const { workflow, report } of result.workflows) {
            expect(parsePortableWorkflow(JSON.parse(JSON.stringify(workflow))).graph).toBeDefined();
            expect(report.length).toBeGreaterThanOrEqual(workflow.nodes.length);
            for (const { becomes, result: verdict, notes } of report) {
              if (verdict !== 'same' && notes.length === 0) throw new Error(`${becomes} says nothing`);
            }
            const back = exportToN8n(workflow);
            expect(back.lost).toEqual([]);
            if (
              result.workflows.length === 1 &&
              Array.isArray((JSON.parse(text) as { nodes?: unknown }).nodes)
            ) {
              expect(JSON.stringify(back.file)).toBe(sorted(JSON.parse(text) as object, back.file));
            }
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(read).toBeGreaterThan(70);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  },
  LIMIT_MS,
);

/** The given file with its members in the order of the other: `nodes` is put where the writer puts it. */
function sorted(given: object, like: object): string {
  return JSON.stringify(Object.fromEntries(Object.keys(like).map((key) => [key, Reflect.get(given, key)])));
}
