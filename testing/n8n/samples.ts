/** Whole exports as people have them, made up by us: old and new, with all that n8n writes around the nodes. */
import { n8nConnections, n8nNode } from './workflows';

const equals = (leftValue: string, rightValue: unknown, type = 'string') => ({
  options: { version: 2, caseSensitive: true, leftValue: '', typeValidation: 'strict' },
  combinator: 'and',
  conditions: [
    {
      id: 'c',
      leftValue,
      rightValue,
      operator: { type, operation: 'equals', name: 'filter.operator.equals' },
    },
  ],
});

/** 2021: no ids, credentials by name, notes in the flow, settings empty. */
const OLD = {
  ...{ id: 12, name: 'Orders of the day', active: true, settings: {}, staticData: null, tags: ['shop'] },
  nodes: [
    n8nNode('Every morning', 'cron', {
      parameters: { triggerTimes: { item: [{ hour: 7 }] } },
      id: undefined,
      notes: 'early',
    }),
    n8nNode('Fetch', 'httpRequest', {
      id: undefined,
      parameters: {
        url: 'https://shop.test/orders',
        responseFormat: 'json',
        options: {},
        queryParametersUi: { parameter: [{ name: 'day', value: '={{ new Date().toISOString() }}' }] },
      },
      credentials: { httpBasicAuth: 'shop' },
    }),
    n8nNode('Rows', 'itemLists', { parameters: { fieldToSplitOut: 'orders', options: {} } }),
    n8nNode('Dear?', 'if', {
      parameters: {
        conditions: { number: [{ value1: '={{$json["total"]}}', operation: 'larger', value2: 100 }] },
      },
    }),
    n8nNode('Mark', 'functionItem', {
      parameters: { functionCode: 'item.dear = true;\nreturn item;' },
      continueOnFail: true,
    }),
    n8nNode('By land', 'switch', {
      parameters: {
        dataType: 'string',
        value1: '={{$json["land"]}}',
        rules: { rules: [{ value2: 'DE' }, { value2: 'FR', output: 1 }] },
        fallbackOutput: 3,
      },
    }),
    n8nNode('Both', 'merge', {
      parameters: { mode: 'mergeByKey', propertyName1: 'id', propertyName2: 'id' },
    }),
    n8nNode('Tell', 'slack', {
      parameters: { text: '=Order {{$node["Mark"].json["id"]}}' },
      credentials: { slackApi: 'team' },
      disabled: true,
    }),
  ],
  connections: n8nConnections([
    ...([
      ['Every morning', 'Fetch'],
      ['Fetch', 'Rows'],
      ['Rows', 'Dear?'],
      ['Dear?', 'Mark'],
      ['Dear?', 'By land', 1],
    ] as const),
    ...([
      ['Mark', 'Both'],
      ['By land', 'Both', 0, 1],
      ['Both', 'Tell'],
    ] as const),
  ]),
};

/** Today: an agent with its parts, error outputs, pinned data, a loop, sticky notes, everything around it. */
const NEW = {
  ...{
    name: 'Answer letters',
    active: false,
    versionId: 'v',
    id: 'aB3',
    meta: { instanceId: 'i', templateCredsSetupCompleted: true },
  },
  settings: {
    executionOrder: 'v1',
    timezone: 'Europe/Berlin',
    errorWorkflow: 'zz',
    saveManualExecutions: true,
    callerPolicy: 'any',
  },
  staticData: { 'node:Post': { recurrenceRules: [] } },
  tags: [{ id: 't', name: 'mail', createdAt: '2026-01-01' }],
  shared: [{ role: 'workflow:owner' }],
  pinData: { Post: [{ json: { letters: [{ id: 1, text: 'Hello' }] } }] },
  nodes: [
    n8nNode('Post', 'webhook', {
      version: 2,
      parameters: { path: 'post', httpMethod: ['POST'], responseMode: 'responseNode', options: {} },
      webhookId: 'w',
    }),
    n8nNode('Each', 'splitOut', {
      parameters: { fieldToSplitOut: 'letters', include: 'allOtherFields', options: {} },
    }),
    n8nNode('One by one', 'splitInBatches', {
      version: 3,
      parameters: { options: { reset: '={{ false }}' } },
    }),
    n8nNode('Agent', '@n8n/n8n-nodes-langchain.agent', {
      version: 1.7,
      parameters: { text: '={{ $json.text }}', options: {} },
      onError: 'continueErrorOutput',
      retryOnFail: true,
      maxTries: 2,
    }),
    n8nNode('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', {
      parameters: { model: { __rl: true, mode: 'list', value: 'm' } },
      credentials: { openAiApi: { id: 'x', name: 'key' } },
    }),
    n8nNode('Memory', '@n8n/n8n-nodes-langchain.memoryBufferWindow'),
    n8nNode('Set', 'set', {
      version: 3.4,
      parameters: {
        assignments: {
          assignments: [
            { id: 'a', name: 'answer', value: "={{ $('Agent').item.json.output }}", type: 'string' },
          ],
        },
        options: {},
      },
    }),
    n8nNode('Polite?', 'filter', {
      version: 2.2,
      parameters: { conditions: equals('={{ $json.tone }}', 'kind'), options: {} },
    }),
    n8nNode('Code', 'code', {
      version: 2,
      parameters: { jsCode: "const seen = $getWorkflowStaticData('global');\nreturn $input.all();" },
      alwaysOutputData: true,
      executeOnce: true,
    }),
    n8nNode('Send', 'httpRequest', {
      version: 4.2,
      parameters: {
        method: 'POST',
        url: '=https://mail.test/{{ $json.id }}',
        sendBody: true,
        specifyBody: 'json',
        jsonBody: '={ "to": "{{ $json.to }}", "n": {{ $json.n }} }',
        options: { batching: { batch: { batchSize: 5 } } },
      },
    }),
    n8nNode('Answer', 'respondToWebhook', {
      version: 1.1,
      parameters: { respondWith: 'allIncomingItems', options: { responseCode: 201 } },
    }),
    n8nNode('Note', 'stickyNote', {
      parameters: { content: '## Read me', width: 300, height: 200, color: 4 },
    }),
    n8nNode('Sub', 'executeWorkflow', {
      version: 1.2,
      parameters: { workflowId: { __rl: true, value: 'zz', mode: 'id' }, options: {} },
    }),
    n8nNode('Table', 'convertToFile', { version: 1.1, parameters: { operation: 'csv', options: {} } }),
    n8nNode('When', 'dateTime', {
      version: 2,
      parameters: { operation: 'formatDate', date: '={{ $now }}', format: 'custom', customFormat: 'yyyy' },
    }),
  ],
  connections: n8nConnections([
    ...([
      ['Post', 'Each'],
      ['Each', 'One by one'],
      ['One by one', 'Answer', 0],
      ['One by one', 'Agent', 1],
      ['Agent', 'Set'],
    ] as const),
    ...([
      ['Agent', 'Code', 1],
      ['Model', 'Agent', 0, 0, 'ai_languageModel'],
      ['Memory', 'Agent', 0, 0, 'ai_memory'],
    ] as const),
    ...([
      ['Set', 'Polite?'],
      ['Polite?', 'Send'],
      ['Send', 'Sub'],
      ['Sub', 'Table'],
      ['Table', 'When'],
      ['When', 'One by one'],
    ] as const),
  ]),
};

/** Nodes as they are copied from a canvas. */
const SELECTION = {
  meta: { instanceId: 'i' },
  nodes: [
    n8nNode('Rows', 'summarize', {
      version: 1.1,
      parameters: {
        fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'n' }] },
        fieldsToSplitBy: 'k',
        options: {},
      },
    }),
    n8nNode('Order', 'sort', {
      parameters: { sortFieldsUi: { sortField: [{ fieldName: 'k', order: 'descending' }] }, options: {} },
    }),
    n8nNode('Names', 'renameKeys', {
      parameters: { keys: { key: [{ currentKey: 'a', newKey: 'b' }] }, additionalOptions: {} },
    }),
    n8nNode('Page', 'html', {
      version: 1.2,
      parameters: {
        operation: 'extractHtmlContent',
        extractionValues: { values: [{ key: 't', cssSelector: 'h1' }] },
        options: {},
      },
    }),
    n8nNode('Wait', 'wait', { version: 1.1, parameters: { resume: 'webhook', options: {} }, webhookId: 'q' }),
    n8nNode('Sum', 'merge', {
      version: 3,
      parameters: { mode: 'combineBySql', query: 'SELECT * FROM input1' },
    }),
    n8nNode('Seen', 'removeDuplicates', {
      version: 2,
      parameters: {
        operation: 'removeItemsSeenInPreviousExecutions',
        dedupeValue: '={{ $json.id }}',
        options: {},
      },
    }),
    n8nNode('Secret', 'crypto', {
      parameters: { action: 'hmac', value: '={{ $json.a }}', secret: 's', type: 'SHA256' },
    }),
  ],
  connections: n8nConnections([
    ['Rows', 'Order'],
    ['Order', 'Names'],
    ['Names', 'Page'],
    ['Page', 'Wait'],
    ['Wait', 'Sum'],
    ['Sum', 'Seen'],
    ['Seen', 'Secret'],
  ]),
  pinData: {},
};

/** One export of each kind. */
export const SAMPLES: readonly object[] = [OLD, NEW, SELECTION];
