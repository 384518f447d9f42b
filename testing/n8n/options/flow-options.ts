import { choices, options, row, type TypeOptions } from './option-table';

const interval = (rule: object) => ({ rule: { interval: [rule] } });
const times = (item: object) => ({ triggerTimes: { item: [item] } });
const jwt = { id: '1', name: 'Key' };

export const FLOW_OPTIONS: readonly TypeOptions[] = [
  {
    ...{ name: 'Manual Trigger', type: 'manualTrigger', version: 1, base: {} },
    rows: [row('notice', { notice: 'x' }, { idle: 'words of n8n’s form' })],
  },
  {
    ...{ name: 'Start', type: 'start', version: 1, base: {} },
    rows: [row('nothing to set', {}, { idle: 'it starts by hand' })],
  },
  {
    ...{ name: 'Schedule Trigger', type: 'scheduleTrigger', version: 1.2, base: interval({}) },
    rows: [
      row('Seconds', interval({ field: 'seconds', secondsInterval: 10 })),
      row('Minutes', interval({ field: 'minutes', minutesInterval: 10 })),
      row('Hours, with a minute', interval({ field: 'hours', hoursInterval: 2, triggerAtMinute: 5 })),
      row('Days, with hour and minute', interval({ field: 'days', daysInterval: 2, triggerAtHour: 7 })),
      row('Weeks, on weekdays', interval({ field: 'weeks', weeksInterval: 2, triggerAtDay: [1, 3] })),
      row('Months, on a day', interval({ field: 'months', triggerAtDayOfMonth: 3, triggerAtHour: 7 })),
      row('Custom (Cron)', interval({ field: 'cronExpression', expression: '0 9 * * 1-5' })),
      row('Custom (Cron) with seconds', interval({ field: 'cronExpression', expression: '30 0 9 * * 1' })),
      row('several rules', { rule: { interval: [{ field: 'seconds' }, { field: 'hours' }] } }),
    ],
  },
  {
    ...{ name: 'Cron', type: 'cron', version: 1, base: times({}) },
    rows: choices('mode', {
      'Every Minute': 'everyMinute',
      'Every Hour': 'everyHour',
      'Every Week': 'everyWeek',
      'Every Month': 'everyMonth',
      'Every X': 'everyX',
      Custom: 'custom',
    }).map((one) => ({ ...one, given: times({ ...one.given, cronExpression: '0 9 * * *' }) })),
  },
  {
    ...{ name: 'Interval', type: 'interval', version: 1, base: {} },
    rows: [row('Interval', { interval: 5 }), row('Unit', { unit: 'minutes' })],
  },
  {
    ...{ name: 'Error Trigger', type: 'errorTrigger', version: 1, base: {} },
    rows: [row('notice', { notice: 'x' }, { idle: 'words of n8n’s form' })],
  },
  {
    ...{ name: 'Execute Sub-workflow Trigger', type: 'executeWorkflowTrigger', version: 1.1 },
    base: { inputSource: 'passthrough' },
    rows: [
      row('Define using fields below', {
        inputSource: 'workflowInputs',
        workflowInputs: { values: [{ name: 'a', type: 'number' }] },
      }),
      row('Define using JSON example', { inputSource: 'jsonExample', jsonExample: '{"a": [1]}' }),
    ],
  },
  {
    ...{ name: 'Execute Sub-workflow', type: 'executeWorkflow', version: 1.2 },
    base: { workflowId: { value: 'w1', cachedResultName: 'Other' }, options: {} },
    rows: [
      row('Source: Database', { source: 'database' }, { idle: 'the default' }),
      row('Source: Define Below', { source: 'parameter', workflowJson: '{}' }),
      row('Source: Local File', { source: 'localFile', workflowPath: '/a.json' }),
      row('Source: URL', { source: 'url', workflowUrl: 'https://a.test' }),
      row('Workflow Inputs', { workflowInputs: { value: { a: 1 } } }),
      row('Mode: Run once for each item', { mode: 'each' }),
      row('Wait for Sub-Workflow Completion: off', { options: { waitForSubWorkflow: false } }),
      row('the workflow itself', { workflowId: { value: '={{ $workflow.id }}' } }),
    ],
  },
  {
    ...{
      name: 'Loop Over Items (Split in Batches)',
      type: 'splitInBatches',
      version: 3,
      base: { options: {} },
    },
    rows: [
      row('Batch Size', { batchSize: 5 }),
      row('Reset', { options: { reset: true } }),
      row('version 1', { batchSize: 5 }, { version: 1 }),
      row('version 2', { batchSize: 5 }, { version: 2 }),
    ],
  },
  {
    ...{ name: 'Wait', type: 'wait', version: 1.1, base: {} },
    rows: [
      row('After Time Interval', { amount: 2, unit: 'hours' }),
      row('At Specified Time', { resume: 'specificTime', dateTime: '2026-01-01T00:00:00' }),
      row('On Webhook Call', { resume: 'webhook', httpMethod: 'POST' }),
      row('On Webhook Call: HTTP Method GET', { resume: 'webhook' }),
      row('On Webhook Call: Authentication', {
        ...{ resume: 'webhook', httpMethod: 'POST', incomingAuthentication: 'basicAuth' },
      }),
      row('On Webhook Call: Respond', {
        ...{ resume: 'webhook', httpMethod: 'POST', responseMode: 'lastNode' },
      }),
      row('On Webhook Call: Response Code', {
        ...{ resume: 'webhook', httpMethod: 'POST', responseCode: 201 },
      }),
      row('On Webhook Call: Webhook Suffix', {
        ...{ resume: 'webhook', httpMethod: 'POST', options: { webhookSuffix: 'a' } },
      }),
      row('Limit Wait Time: After Time Interval', {
        ...{ resume: 'webhook', httpMethod: 'POST', limitWaitTime: true, resumeAmount: 2 },
      }),
      row('Limit Wait Time: At Specified Time', {
        ...{ resume: 'webhook', httpMethod: 'POST', limitWaitTime: true, limitType: 'atSpecifiedTime' },
        maxDateAndTime: '2026-01-01T00:00:00',
      }),
      row('On Form Submitted', { resume: 'form', formTitle: 'T' }),
    ],
  },
  {
    ...{ name: 'Stop And Error', type: 'stopAndError', version: 1, base: { errorMessage: 'x' } },
    rows: [
      row('Error Message', { errorMessage: 'y' }),
      row('Error Object', { errorMessage: undefined, errorType: 'errorObject', errorObject: '{"code": 5}' }),
    ],
  },
  {
    ...{ name: 'No Operation', type: 'noOp', version: 1, base: {} },
    rows: [row('nothing to set', {}, { idle: 'it hands its items on' })],
  },
  {
    ...{ name: 'Execution Data', type: 'executionData', version: 1, base: {} },
    rows: [row('Data to Save', { dataToSave: { values: [{ key: 'a', value: 'b' }] } })],
  },
  {
    ...{ name: 'Code', type: 'code', version: 2, base: { jsCode: 'return items;' } },
    rows: [
      row('JavaScript', { jsCode: 'return [];' }),
      row('Run Once for Each Item', { mode: 'runOnceForEachItem' }),
      row('Python', { language: 'python', pythonCode: 'return []' }),
      row('require of built-in modules', { jsCode: "const c = require('crypto'); return [];" }),
      row('require of other modules', { jsCode: "const c = require('lodash'); return [];" }),
      row('this.helpers.httpRequest', { jsCode: 'return this.helpers.httpRequest({});' }),
      row('$getWorkflowStaticData', { jsCode: "$getWorkflowStaticData('global').a = 1; return [];" }),
      row('$execution.customData', { jsCode: "$execution.customData.set('a', 'b'); return [];" }),
      row('$env', { jsCode: 'return [{ a: $env.A }];' }),
    ],
  },
  {
    ...{ name: 'Function', type: 'function', version: 1, base: { functionCode: 'return items;' } },
    rows: [row('JavaScript Code', { functionCode: 'return [];' })],
  },
  {
    ...{ name: 'Function Item', type: 'functionItem', version: 1, base: { functionCode: 'return item;' } },
    rows: [row('JavaScript Code', { functionCode: 'item.a = 1; return item;' })],
  },
  {
    ...{ name: 'AI Transform', type: 'aiTransform', version: 1, base: { jsCode: 'return [];' } },
    rows: [
      row('Instructions', { instructions: 'x' }, { idle: 'the code made from them is what runs' }),
      row('Generated Code', { jsCode: 'return items;' }),
    ],
  },
  {
    ...{ name: 'Webhook', type: 'webhook', version: 2, base: { path: 'p', httpMethod: 'POST', options: {} } },
    rows: [
      row('HTTP Method', { httpMethod: 'PUT' }),
      row('Allow Multiple HTTP Methods', { multipleMethods: true, httpMethod: ['GET', 'POST'] }),
      row('Path with parameters', { path: 'a/:id' }),
      row('Path that is not allowed here', { path: 'a b' }),
      row('Authentication: Basic Auth', { authentication: 'basicAuth' }),
      row('Authentication: Header Auth', { authentication: 'headerAuth' }),
      row('Authentication: JWT Auth', { authentication: 'jwtAuth' }),
      row('Respond: When Last Node Finishes', { responseMode: 'lastNode' }),
      row('Respond: Using Respond to Webhook Node', { responseMode: 'responseNode' }),
      row('Respond: Streaming', { responseMode: 'streaming' }),
      row('Response Data: All Entries', { responseMode: 'lastNode', responseData: 'allEntries' }),
      row('Response Data: First Entry Binary', {
        responseMode: 'lastNode',
        responseData: 'firstEntryBinary',
      }),
      row('Response Data: No Response Body', { responseMode: 'lastNode', responseData: 'noData' }),
      row('Response Code', {
        responseMode: 'lastNode',
        options: { responseCode: { values: { responseCode: 201 } } },
      }),
      row('Response Headers', {
        options: { responseHeaders: { entries: [{ name: 'x-a', value: 'b' }] } },
      }),
      ...options({
        'Response Data': ['responseData', 'ok'],
        'Allowed Origins (CORS)': ['allowedOrigins', 'https://a.test'],
        'Binary File: Field Name': ['binaryPropertyName', 'file'],
        'IP(s) Allowlist': ['ipWhitelist', '10.0.0.1'],
        'Raw Body': ['rawBody', true],
      }),
      row('Property Name', {
        ...{ responseMode: 'lastNode', options: { responsePropertyName: 'data' } },
      }),
      row('Response Content-Type', {
        ...{ responseMode: 'lastNode', options: { responseContentType: 'text/csv' } },
      }),
      row('Ignore Bots', { options: { ignoreBots: true } }),
      row('No Response Body', { options: { noResponseBody: true } }),
    ],
  },
  {
    ...{ name: 'Respond to Webhook', type: 'respondToWebhook', version: 1.4, base: { options: {} } },
    rows: [
      ...choices('respondWith', {
        'All Incoming Items': 'allIncomingItems',
        'Binary File': 'binary',
        'No Data': 'noData',
      }),
      row('Binary File: Response Data Source', {
        ...{ respondWith: 'binary', responseDataSource: 'set', inputFieldName: 'report' },
      }),
      row('JSON', { respondWith: 'json', responseBody: '{"a": 1}' }),
      row(
        'JWT Token',
        { respondWith: 'jwt', payload: '{"sub": "a"}' },
        { more: { credentials: { jwtAuth: jwt } } },
      ),
      row('Redirect', { respondWith: 'redirect', redirectURL: 'https://a.test' }),
      row('Text', { respondWith: 'text', responseBody: 'a' }),
      row('Response Code', { options: { responseCode: 201 } }),
      row('Response Headers', { options: { responseHeaders: { entries: [{ name: 'x-a', value: 'b' }] } } }),
      row('Put Response in Field', { options: { responseKey: 'data' } }),
      row('Enable Streaming', { options: { enableStreaming: true } }),
      row('Response Output (second output)', { enableResponseOutput: true }),
    ],
  },
];
