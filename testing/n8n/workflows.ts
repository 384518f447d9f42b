/** Workflows in n8n's format, made up by us: many shapes, and everything that is odd about real ones. */
import fc from 'fast-check';

/** A node of n8n's; what is left out is what exports leave out. */
export function n8nNode(
  name: string,
  type: string,
  more: { version?: number; parameters?: object; at?: [number, number]; [key: string]: unknown } = {},
): Record<string, unknown> {
  const { version = 1, parameters = {}, at = [0, 0], ...rest } = more;
  const full = type.includes('.') ? type : `n8n-nodes-base.${type}`;
  return { parameters, id: `id-${name}`, name, type: full, typeVersion: version, position: at, ...rest };
}

/** Connections `[from, to]`, with the output and the input where they are not the first. */
export function n8nConnections(
  edges: readonly (readonly [from: string, to: string, output?: number, input?: number, kind?: string])[],
): Record<string, Record<string, unknown[][]>> {
  const connections: Record<string, Record<string, unknown[][]>> = {};
  for (const [from, to, output = 0, index = 0, kind = 'main'] of edges) {
    const kinds = (connections[from] ??= {});
    const lists = (kinds[kind] ??= []);
    while (lists.length <= output) lists.push([]);
    lists[output]?.push({ node: to, type: kind, index });
  }
  return connections;
}

const TYPES: readonly (readonly [type: string, version: number, outputs: number])[] = [
  ['manualTrigger', 1, 1],
  ['webhook', 2, 1],
  ['scheduleTrigger', 1.2, 1],
  ['set', 1, 1],
  ['set', 3.4, 1],
  ['if', 1, 2],
  ['if', 2.2, 2],
  ['switch', 1, 4],
  ['switch', 3.2, 3],
  ['filter', 2.2, 1],
  ['merge', 2.1, 1],
  ['merge', 3, 1],
  ['splitInBatches', 3, 2],
  ['code', 2, 1],
  ['function', 1, 1],
  ['httpRequest', 4.2, 1],
  ['httpRequest', 1, 1],
  ['noOp', 1, 1],
  ['wait', 1.1, 1],
  ['gmail', 2.1, 1],
  ['itemLists', 3, 1],
  ['aggregate', 1, 1],
  ['dateTime', 2, 1],
  ['stickyNote', 1, 0],
  ['@n8n/n8n-nodes-langchain.agent', 1.7, 1],
  ['', 0, 1],
];

const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '={{ $json.a }}',
    '=Hello {{ $json.name }}!',
    'a {{ b }} c',
    '={{ $json[',
    '=',
    '{{',
    '\\{{ x }}',
  ),
);

/** Keys that real files have, so that random values end up where the translation looks. */
const KEYS = [
  ...[
    'conditions',
    'options',
    'rules',
    'values',
    'assignments',
    'url',
    'mode',
    'operation',
    'parameters',
    'name',
  ],
  ...[
    'value',
    'type',
    'string',
    'number',
    'boolean',
    'path',
    'httpMethod',
    'jsCode',
    'functionCode',
    'content',
  ],
  ...[
    'interval',
    'field',
    'rule',
    'fields',
    'include',
    'jsonOutput',
    'sendBody',
    'jsonBody',
    'amount',
    'unit',
  ],
  ...[
    'leftValue',
    'rightValue',
    'operator',
    'combinator',
    'width',
    'height',
    'resource',
    '__proto__',
    'constructor',
  ],
];

/** Any JSON, leaning towards what node parameters look like. */
export const parameterJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('value')), { maxLength: 5 })
      .map(objectOf),
  ),
})).value;

const parameters = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), parameterJson), { maxLength: 5 })
  .map(objectOf);

/** Like JSON.parse: a key `__proto__` is a key. */
function objectOf(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

const position = fc.oneof(
  fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 })),
  fc.constantFrom<unknown>(undefined, '100,200', [1], {}, null, ['3', '4'], { x: 1, y: 2 }),
);

const extras = fc.record(
  {
    disabled: fc.boolean(),
    notes: fc.string(),
    notesInFlow: fc.boolean(),
    onError: fc.constantFrom('continueErrorOutput', 'continueRegularOutput', 'stopWorkflow', 'x'),
    continueOnFail: fc.boolean(),
    retryOnFail: fc.boolean(),
    maxTries: fc.oneof(fc.integer({ min: -1, max: 50 }), fc.string()),
    waitBetweenTries: fc.integer({ min: -10, max: 10_000_000 }),
    alwaysOutputData: fc.boolean(),
    executeOnce: fc.boolean(),
    webhookId: fc.string(),
    credentials: fc.constantFrom<unknown>({ httpBasicAuth: { id: '1', name: 'B' } }, { x: 'old' }, null, 3, {
      y: null,
    }),
    color: fc.string(),
  },
  { requiredKeys: [] },
);

const node = fc
  .record({
    index: fc.nat(TYPES.length - 1),
    name: fc.oneof(
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.constantFrom('A', 'B', 'C', 'A ', '__proto__', ''),
    ),
    id: fc.oneof(fc.uuid(), fc.constantFrom<unknown>(undefined, 'A', 'A', 'no good!', 7, '__proto__')),
    parameters: fc.oneof({ weight: 8, arbitrary: parameters }, { weight: 1, arbitrary: parameterJson }),
    position,
    extras,
  })
  .map(({ index, name, id, position: at, parameters: given, extras: more }): Record<string, unknown> => {
    const [type, version] = TYPES[index] ?? ['noOp', 1];
    const full = type === '' || type.includes('.') ? type : `n8n-nodes-base.${type}`;
    return {
      ...more,
      ...{ parameters: given, name },
      ...(full === '' ? {} : { type: full, typeVersion: version }),
      ...(id === undefined ? {} : { id }),
      ...(at === undefined ? {} : { position: at }),
    };
  });

const entry = fc.oneof({ weight: 20, arbitrary: node }, { weight: 1, arbitrary: parameterJson });

interface RawEdge {
  from: number;
  to: number;
  output: number;
  input: number;
  kind: string;
}

/** A whole workflow: nodes, connections among them and to nothing, settings, pinned data, all that may be missing. */
export const n8nWorkflow = fc
  .record({
    nodes: fc.array(entry, { maxLength: 12 }),
    edges: fc.array(
      fc.record({
        from: fc.nat(12),
        to: fc.nat(12),
        output: fc.nat(4),
        input: fc.nat(2),
        kind: fc.constantFrom('main', 'main', 'main', 'main', 'ai_tool', 'ai_languageModel', 'odd'),
      }),
      { maxLength: 20 },
    ),
    junk: fc.array(fc.tuple(fc.constantFrom('A', 'B', 'x'), parameterJson), { maxLength: 2 }),
    rest: fc.record(
      {
        name: fc.oneof(fc.string(), fc.constant(null)),
        active: fc.boolean(),
        id: fc.string(),
        settings: fc.oneof(
          fc.record(
            {
              executionOrder: fc.constantFrom('v0', 'v1'),
              timezone: fc.constantFrom('Europe/Berlin', 'DEFAULT', 'Nowhere/Town', 3),
              errorWorkflow: fc.string(),
              executionTimeout: fc.constantFrom<unknown>(-1, 30, 'x'),
              saveDataSuccessExecution: fc.constantFrom('none', 'all'),
              saveDataErrorExecution: fc.constantFrom('none', 'all'),
              callerPolicy: fc.string(),
            },
            { requiredKeys: [] },
          ) as fc.Arbitrary<unknown>,
          parameterJson,
        ),
        pinData: fc
          .array(fc.tuple(fc.constantFrom('A', 'B', 'C'), parameterJson), { maxLength: 3 })
          .map(objectOf),
        meta: parameterJson,
        tags: parameterJson,
        staticData: parameterJson,
        versionId: fc.uuid(),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ nodes, edges, junk, rest }): Record<string, unknown> => {
    const nameAt = (index: number) => {
      const found = nodes[index];
      const name = typeof found === 'object' && found !== null && 'name' in found ? found.name : 'Gone';
      return typeof name === 'string' ? name : 'Gone';
    };
    const drawn = n8nConnections(
      edges
        .map(
          ({ from, to, output, input, kind }: RawEdge) =>
            [nameAt(from), nameAt(to), output, input, kind] as const,
        )
        // A made-up table with a key `__proto__` would lose it before the import ever saw it.
        .filter(([from]) => from !== '__proto__'),
    );
    return { ...rest, nodes, connections: { ...drawn, ...Object.fromEntries(junk) } };
  });
