/** What n8n's nodes become, version by version. */
import { describe, expect, it } from 'vitest';
import { importedNode } from './import-one';
import { n8nNode } from './workflows';

interface Row {
  /** Type and version in n8n. */
  type: string;
  version: number;
  given: object;
  becomes: string;
  /** A part of our parameters. */
  expected: object;
  /** Remarks that are told; none: it is the same. */
  told?: readonly string[];
}

const rows: readonly Row[] = [
  { type: 'manualTrigger', version: 1, given: {}, becomes: 'manual-trigger', expected: {} },
  { type: 'start', version: 1, given: {}, becomes: 'manual-trigger', expected: {} },
  { type: 'noOp', version: 1, given: {}, becomes: 'no-op', expected: {} },
  {
    ...{ type: 'scheduleTrigger', version: 1.2, becomes: 'schedule' },
    given: {
      rule: { interval: [{ field: 'weeks', triggerAtDay: [1, 3], triggerAtHour: 7, triggerAtMinute: 5 }] },
    },
    expected: { rules: [{ every: 'weeks', interval: 1, weekdays: ['monday', 'wednesday'], at: '07:05' }] },
  },
  {
    ...{
      type: 'scheduleTrigger',
      version: 1.1,
      becomes: 'schedule',
      told: ['schedule.adapted'],
    },
    given: { rule: { interval: [{ field: 'cronExpression', expression: '30 0 9 * * 1-5' }] } },
    expected: { rules: [{ every: 'cron', expression: '0 9 * * 1-5' }] },
  },
  {
    ...{ type: 'cron', version: 1, becomes: 'schedule' },
    given: { triggerTimes: { item: [{ hour: 8 }, { mode: 'everyX', unit: 'minutes', value: 15 }] } },
    expected: {
      rules: [
        { every: 'days', interval: 1, at: '08:00' },
        { every: 'minutes', interval: 15 },
      ],
    },
  },
  {
    ...{ type: 'interval', version: 1, becomes: 'schedule' },
    given: { interval: 30 },
    expected: { rules: [{ every: 'seconds', interval: 30 }], words: 'n8n' },
  },
  { type: 'errorTrigger', version: 1, given: {}, becomes: 'error-trigger', expected: {} },
  {
    ...{ type: 'executeWorkflow', version: 1.2, becomes: 'sub-workflow', told: ['subworkflow.itself'] },
    given: { workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' }, mode: 'each' },
    expected: { workflow: 'this-workflow', mode: 'each' },
  },
  {
    ...{ type: 'stopAndError', version: 1, becomes: 'stop', told: ['parameter.dropped'] },
    given: { message: 'Written by hand', options: { level: 'high' } },
    expected: { message: 'Written by hand' },
  },
  {
    type: 'stopAndError',
    version: 1,
    given: {},
    becomes: 'stop',
    expected: { message: 'The workflow was stopped.' },
  },
  {
    ...{ type: 'moveBinaryData', version: 1, becomes: 'convert-to-file', told: ['output.shape'] },
    given: {
      ...{ mode: 'jsonToBinary', convertAllData: false, sourceKey: 'page' },
      options: { fileName: 'page', mimeType: 'text/html', useRawData: true },
    },
    expected: { format: 'text', field: 'page', fileName: 'page', mediaType: 'text/html', keepFields: true },
  },
  {
    ...{ type: 'moveBinaryData', version: 1, becomes: 'extract-from-file' },
    given: { setAllData: false, destinationKey: 'text', options: { keepSource: true, keepAsBase64: true } },
    expected: { format: 'base64', outputField: 'text', keep: 'both' },
  },
  {
    ...{ type: 'moveBinaryData', version: 1, becomes: 'extract-from-file' },
    given: { setAllData: false, destinationKey: 'text', options: { jsonParse: true } },
    expected: { format: 'json', outputField: 'text', keep: 'fields' },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request', told: ['expression.variable'] },
    given: {
      ...{ url: "={{ $env.SHOP_URL || 'https://shop.test' }}/orders", sendHeaders: true },
      headerParameters: { parameters: [{}, { name: 'x-from', value: 'me' }, { name: '', value: '' }] },
    },
    expected: {
      url: "{{ $vars.SHOP_URL || 'https://shop.test' }}/orders",
      headers: [{ name: 'x-from', value: 'me' }],
    },
  },
  {
    ...{ type: 'graphql', version: 1.1, becomes: 'http-request', told: ['feature.text'] },
    given: {
      ...{ endpoint: 'https://shop.test/graphql', query: 'query Q($n: Int) { a(n: $n) { b } }' },
      ...{ variables: '={"n": {{ $json.n }}}', requestFormat: 'json' },
      headerParametersUi: { parameter: [{ name: 'x-a', value: '={{ $json.a }}' }] },
    },
    expected: {
      ...{ method: 'POST', url: 'https://shop.test/graphql', bodyType: 'json', output: 'items' },
      body: { query: 'query Q($n: Int) { a(n: $n) { b } }', variables: { n: expect.any(String) as string } },
      headers: [{ name: 'x-a', value: '{{ $json.a }}' }],
    },
  },
  {
    ...{ type: 'graphql', version: 1, becomes: 'http-request', told: ['feature.text'] },
    given: {
      ...{ endpoint: 'https://shop.test/graphql', query: '{ a }', responseFormat: 'string' },
      dataPropertyName: 'answer',
    },
    expected: {
      ...{ bodyType: 'raw', body: '{ a }', response: 'text', saveAs: 'answer' },
      headers: [{ name: 'content-type', value: 'application/graphql' }],
    },
  },
  {
    ...{ type: 'rssFeedRead', version: 1.2, becomes: 'feed-read' },
    given: { url: '={{ $json.feed }}', options: { customFields: 'itunes:duration', ignoreSSL: false } },
    expected: { url: '{{ $json.feed }}', moreFields: 'itunes:duration' },
  },
  {
    ...{ type: 'aiTransform', version: 1, becomes: 'code' },
    given: { instructions: 'Double n', codeGeneratedForPrompt: 'Double n', jsCode: 'return $input.all();' },
    expected: { source: 'return $input.all();', mode: 'all' },
  },
  {
    ...{ type: 'executionData', version: 1, becomes: 'no-op', told: ['feature.text'] },
    given: { dataToSave: { values: [{ key: 'a', value: '={{ $json.b }}' }] } },
    expected: {},
  },
  {
    ...{ type: 'code', version: 2, becomes: 'code', told: ['expression.variable'] },
    given: { jsCode: "const { createHash } = require('crypto'); return [{ key: $env.KEY }];" },
    expected: { source: "const { createHash } = require('crypto'); return [{ key: $vars.KEY }];" },
  },
  {
    ...{ type: 'executeWorkflowTrigger', version: 1.1, becomes: 'sub-workflow-trigger' },
    given: { workflowInputs: { values: [{ name: 'a' }, { name: 'n', type: 'number' }] } },
    expected: {
      inputs: [
        { name: 'a', type: 'string', required: false },
        { name: 'n', type: 'number', required: false },
      ],
    },
  },
  {
    type: 'executeWorkflowTrigger',
    version: 1,
    given: {},
    becomes: 'sub-workflow-trigger',
    expected: { inputs: [] },
  },
  {
    ...{ type: 'webhook', version: 2, becomes: 'webhook' },
    given: { httpMethod: 'POST', path: '/a/b/', responseMode: 'responseNode', options: {} },
    expected: { path: 'a/b', methods: ['POST'], respond: 'with-node' },
  },
  {
    ...{ type: 'webhook', version: 2, becomes: 'webhook' },
    given: { path: 'a', responseMode: 'lastNode', options: {} },
    expected: { respond: 'when-finished', outputAs: 'first' },
  },
  {
    ...{ type: 'webhook', version: 1, becomes: 'webhook' },
    given: { path: 'a', responseMode: 'lastNode', responseData: 'allEntries' },
    expected: { respond: 'when-finished', outputAs: 'list', status: 200 },
  },
  {
    ...{ type: 'webhook', version: 1, becomes: 'webhook', told: ['webhook.response', 'parameter.dropped'] },
    given: {
      ...{ path: 'a', responseCode: 202 },
      options: {
        responseHeaders: {
          entries: [
            { name: 'X-A', value: 'b' },
            { name: 'Set-Cookie', value: 'c' },
          ],
        },
      },
    },
    expected: { respond: 'immediately', status: 202, responseHeaders: [{ name: 'X-A', value: 'b' }] },
  },
  {
    ...{ type: 'webhook', version: 2.1, becomes: 'webhook' },
    given: {
      path: 'a',
      options: {
        ...{ rawBody: true, binaryPropertyName: 'file', responseData: 'ok' },
        responseCode: { values: { responseCode: 'customCode', customCode: 418 } },
      },
    },
    expected: {
      ...{ answerWith: 'text', answerText: 'ok', status: 418, body: 'both', bodyFile: 'file' },
      responseHeaders: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
    },
  },
  {
    ...{
      type: 'webhook',
      version: 1,
      becomes: 'webhook',
      told: ['webhook.path-made', 'webhook.response', 'credentials.needed'],
    },
    given: { path: '', authentication: 'basicAuth' },
    expected: { path: 'id-N', methods: ['GET'], respond: 'immediately', authentication: 'credential' },
  },
  {
    ...{ type: 'splitInBatches', version: 3, becomes: 'loop' },
    given: { batchSize: 5, options: {} },
    expected: { batchSize: 5 },
  },
  { type: 'splitInBatches', version: 2, given: {}, becomes: 'loop', expected: { batchSize: 10 } },
  {
    type: 'splitInBatches',
    version: 1,
    given: {},
    becomes: 'loop',
    expected: { batchSize: 10 },
    told: ['loop.old'],
  },
  {
    type: 'wait',
    version: 1,
    given: { amount: 2 },
    becomes: 'wait',
    expected: { for: 'duration', ms: 7_200_000 },
  },
  {
    ...{ type: 'wait', version: 1.1, becomes: 'wait' },
    given: { amount: '={{ $json.n }}', unit: 'minutes' },
    expected: { for: 'duration', ms: '{{ ($json.n) * 60000 }}' },
  },
  {
    ...{ type: 'wait', version: 1.1, becomes: 'wait' },
    given: {
      resume: 'webhook',
      httpMethod: 'POST',
      limitWaitTime: true,
      resumeAmount: 2,
      resumeUnit: 'days',
    },
    expected: { for: 'webhook', methods: ['POST'], limitMs: 172_800_000 },
  },
  {
    ...{ type: 'stopAndError', version: 1, becomes: 'stop' },
    given: { errorMessage: '=No {{ $json.a }}' },
    expected: { message: 'No {{ $json.a }}' },
  },
  {
    ...{ type: 'executeWorkflow', version: 1.2, becomes: 'sub-workflow', told: ['subworkflow.choose'] },
    given: {
      workflowId: { __rl: true, value: 'x1', mode: 'list', cachedResultName: 'Other' },
      mode: 'each',
      workflowInputs: { mappingMode: 'defineBelow', value: { a: '={{ $json.a }}' } },
      options: { waitForSubWorkflow: false },
    },
    expected: { workflow: 'x1', mode: 'each', wait: false, inputs: [{ name: 'a', value: '{{ $json.a }}' }] },
  },
  {
    ...{ type: 'if', version: 1, becomes: 'if' },
    given: {
      conditions: {
        string: [{ value1: '={{ $json.a }}', operation: 'contains', value2: 'x' }],
        number: [{ value1: 1, value2: 2 }],
        boolean: [{ value1: '={{ $json.ok }}', value2: true }],
      },
      combineOperation: 'any',
    },
    expected: {
      conditions: [
        { left: '{{ $json.ok }}', operator: 'boolean.equals', right: true },
        { left: 1, operator: 'number.less', right: 2 },
        { left: '{{ $json.a }}', operator: 'string.contains', right: 'x' },
      ],
      combine: 'any',
      looseTypes: true,
    },
  },
  {
    ...{ type: 'if', version: 2.2, becomes: 'if' },
    given: {
      conditions: {
        options: { caseSensitive: false, leftValue: '', typeValidation: 'strict', version: 2 },
        combinator: 'or',
        conditions: [
          {
            id: '1',
            leftValue: '={{ $json.n }}',
            rightValue: 3,
            operator: { type: 'number', operation: 'gte' },
          },
          {
            id: '2',
            leftValue: '={{ $json.d }}',
            rightValue: '',
            operator: { type: 'dateTime', operation: 'notExists', singleValue: true },
          },
        ],
      },
      options: {},
    },
    expected: {
      conditions: [
        { left: '{{ $json.n }}', operator: 'number.greater-or-equal', right: 3 },
        { left: '{{ $json.d }}', operator: 'date.not-exists' },
      ],
      combine: 'any',
      ignoreCase: true,
      looseTypes: false,
    },
  },
  {
    ...{ type: 'filter', version: 1, becomes: 'filter' },
    given: { conditions: { string: [{ value1: 'a', operation: 'isNotEmpty' }] }, combineConditions: 'OR' },
    expected: { conditions: [{ left: 'a', operator: 'string.not-empty' }], combine: 'any' },
  },
  {
    ...{ type: 'filter', version: 2.2, becomes: 'filter' },
    given: {
      conditions: {
        combinator: 'and',
        conditions: [
          { leftValue: '={{ $json.l }}', rightValue: 2, operator: { type: 'array', operation: 'lengthGt' } },
        ],
      },
      looseTypeValidation: true,
    },
    expected: {
      conditions: [{ left: '{{ $json.l }}', operator: 'array.length-greater', right: 2 }],
      looseTypes: true,
    },
  },
  {
    ...{ type: 'set', version: 2, becomes: 'edit-fields' },
    given: {
      keepOnlySet: true,
      values: { string: [{ name: 'a', value: 'x {{ y }}' }], number: [{ name: 'n', value: '={{ 1 }}' }] },
      options: { dotNotation: false },
    },
    expected: {
      assignments: [
        { name: 'a', type: 'string', value: 'x \\{{ y }}' },
        { name: 'n', type: 'number', value: '{{ 1 }}' },
      ],
      keep: 'none',
      dots: false,
    },
  },
  {
    ...{ type: 'set', version: 3.2, becomes: 'edit-fields' },
    given: {
      fields: {
        values: [
          { name: 's', stringValue: '={{ $json.s }}' },
          { name: 'o', type: 'objectValue', objectValue: '{"a":1}' },
        ],
      },
      include: 'selected',
      includeFields: 'x, y',
      options: {},
    },
    expected: {
      assignments: [
        { name: 's', type: 'string', value: '{{ $json.s }}' },
        { name: 'o', type: 'object', value: { a: 1 } },
      ],
      keep: 'selected',
      keepFields: 'x, y',
    },
  },
  {
    ...{ type: 'set', version: 3.3, becomes: 'edit-fields' },
    given: {
      mode: 'raw',
      jsonOutput: '={ "a": "{{ $json.a }}", "b": {{ $json.b }}, "c": {{ JSON.stringify($json.c) }} }',
    },
    expected: {
      mode: 'json',
      json: {
        a: "{{ (($json.a) ?? '') + '' }}",
        b: "{{ (($json.b) + '').parseJson() ?? ($json.b) }}",
        c: '{{ $json.c }}',
      },
      keep: 'none',
    },
  },
  {
    ...{ type: 'switch', version: 1, becomes: 'switch' },
    given: {
      dataType: 'string',
      value1: '={{ $json.k }}',
      rules: { rules: [{ value2: 'a' }, { value2: 'b', output: 1 }] },
      fallbackOutput: 3,
    },
    expected: {
      rules: [
        {
          port: 'Output 1',
          conditions: [{ left: '{{ $json.k }}', operator: 'string.equals', right: 'a' }],
          combine: 'all',
        },
        {
          port: 'Output 2',
          conditions: [{ left: '{{ $json.k }}', operator: 'string.equals', right: 'b' }],
          combine: 'all',
        },
      ],
      fallback: 'Output 4',
    },
  },
  {
    ...{ type: 'switch', version: 3.2, becomes: 'switch' },
    given: {
      rules: {
        values: [
          {
            conditions: {
              combinator: 'and',
              conditions: [
                {
                  leftValue: '={{ $json.a }}',
                  rightValue: 'x',
                  operator: { type: 'string', operation: 'equals' },
                },
              ],
            },
            renameOutput: true,
            outputKey: 'Mail',
          },
        ],
      },
      options: { fallbackOutput: 'extra', allMatchingOutputs: true },
    },
    expected: {
      rules: [
        {
          port: 'Mail',
          conditions: [{ left: '{{ $json.a }}', operator: 'string.equals', right: 'x' }],
          combine: 'all',
        },
      ],
      fallback: 'fallback',
      matching: 'all',
    },
  },
  { type: 'merge', version: 1, given: {}, becomes: 'merge', expected: { mode: 'append', inputs: 2 } },
  {
    ...{ type: 'merge', version: 3, becomes: 'merge' },
    given: { mode: 'append', numberInputs: 4 },
    expected: { mode: 'append', inputs: 4 },
  },
  {
    ...{ type: 'merge', version: 3, becomes: 'merge' },
    given: { mode: 'chooseBranch', useDataOfInput: 2 },
    expected: { mode: 'choose', choose: 'input2' },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      method: 'POST',
      url: '=https://example.com/{{ $json.id }}',
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'X-A', value: '1' }] },
      sendBody: true,
      specifyBody: 'json',
      jsonBody: '={{ JSON.stringify($json) }}',
      options: { timeout: 1000, response: { response: { neverError: true } } },
    },
    expected: {
      method: 'POST',
      url: 'https://example.com/{{ $json.id }}',
      headers: [{ name: 'X-A', value: '1' }],
      bodyType: 'json',
      body: '{{ $json }}',
      timeoutMs: 1000,
      neverFail: true,
      output: 'items',
    },
  },
  {
    ...{ type: 'httpRequest', version: 2, becomes: 'http-request' },
    given: {
      requestMethod: 'POST',
      url: 'https://example.com',
      bodyParametersUi: { parameter: [{ name: 'a', value: 'b' }] },
      options: { bodyContentType: 'form-urlencoded', fullResponse: true },
    },
    expected: { method: 'POST', bodyType: 'form', body: { a: 'b' }, output: 'parts' },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      url: 'https://example.com',
      options: { response: { response: { responseFormat: 'text', outputPropertyName: 'page' } } },
    },
    expected: { response: 'text', saveAs: 'page' },
  },
  {
    ...{ type: 'httpRequest', version: 2, becomes: 'http-request' },
    given: { url: 'https://example.com', responseFormat: 'string', dataPropertyName: 'page', options: {} },
    expected: { response: 'text', saveAs: 'page' },
  },
  {
    ...{ type: 'httpRequest', version: 4.1, becomes: 'http-request' },
    given: {
      url: 'https://example.com',
      options: {
        pagination: {
          pagination: {
            parameters: { parameters: [{ name: 'page', value: '={{ $pageCount + 1 }}' }] },
            limitPagesFetched: true,
            maxRequests: 7,
          },
        },
      },
    },
    expected: {
      pagination: 'number',
      pageParameter: 'page',
      pageStart: 1,
      pageStep: 1,
      maxPages: 7,
      until: 'empty',
      bodyType: 'none',
    },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      url: 'https://example.com',
      options: {
        pagination: {
          pagination: {
            paginationMode: 'responseContainsNextURL',
            nextURL: '={{ $response.body["next-page"] }}',
            paginationCompleteWhen: 'other',
            completeExpression: '={{ !$response.body.more || $pageCount >= 3 }}',
          },
        },
      },
    },
    expected: {
      pagination: 'next-url',
      nextFrom: '{{ $response.body["next-page"] }}',
      until: 'field',
      untilField: '{{ !$response.body.more || $pageCount >= 3 }}',
      untilValue: 'true',
    },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      url: 'https://example.com',
      options: {
        pagination: {
          pagination: {
            parameters: { parameters: [{ name: 'after', value: '={{ $response.body.items.last().id }}' }] },
          },
        },
      },
    },
    expected: {
      pagination: 'cursor',
      pageParameter: 'after',
      nextFrom: '{{ $response.body.items.last().id }}',
    },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      url: 'https://example.com',
      options: {
        pagination: {
          pagination: {
            parameters: {
              parameters: [
                { type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' },
                { type: 'headers', name: 'x-after', value: '={{ $response.headers["x-next"] }}' },
                { type: 'body', name: 'limit', value: '50' },
              ],
            },
            paginationCompleteWhen: 'receiveSpecificStatusCodes',
            statusCodesWhenComplete: '404, 410',
          },
        },
      },
    },
    expected: {
      pagination: 'parameters',
      pageParameters: [
        { in: 'query', name: 'page', value: '{{ $pageCount + 1 }}' },
        { in: 'header', name: 'x-after', value: '{{ $response.headers["x-next"] }}' },
        { in: 'body', name: 'limit', value: '50' },
      ],
      until: 'status',
      untilStatus: '404, 410',
    },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request', told: ['http.option'] },
    given: {
      url: 'https://example.com',
      options: {
        pagination: {
          pagination: {
            parameters: { parameters: [{ name: 'of', value: "={{ $('Page').item.json.of }}" }] },
          },
        },
      },
    },
    expected: { bodyType: 'none' },
  },
  {
    ...{ type: 'code', version: 2, becomes: 'code' },
    given: { jsCode: 'return $input.all();' },
    expected: { source: 'return $input.all();', mode: 'all' },
  },
  {
    ...{ type: 'code', version: 2, becomes: 'code', told: ['code.helpers'] },
    given: { mode: 'runOnceForEachItem', jsCode: 'const x = require("x"); return $json;' },
    expected: { mode: 'each' },
  },
  {
    type: 'function',
    version: 1,
    given: { functionCode: 'return items;' },
    becomes: 'code',
    expected: { mode: 'all' },
  },
  {
    ...{ type: 'sort', version: 1, becomes: 'sort' },
    given: { sortFieldsUi: { sortField: [{ fieldName: 'a' }, { fieldName: 'b', order: 'descending' }] } },
    expected: {
      fields: [
        { field: 'a', direction: 'ascending' },
        { field: 'b', direction: 'descending' },
      ],
    },
  },
  {
    type: 'limit',
    version: 1,
    given: { maxItems: 3, keep: 'lastItems' },
    becomes: 'limit',
    expected: { count: 3, keep: 'last' },
  },
  {
    ...{ type: 'splitOut', version: 1, becomes: 'split-out' },
    given: { fieldToSplitOut: 'rows', include: 'allOtherFields', options: { destinationFieldName: 'row' } },
    expected: { field: 'rows', keep: 'all', destination: 'row' },
  },
  {
    ...{ type: 'itemLists', version: 1, becomes: 'split-out' },
    given: {
      fieldToSplitOut: 'a',
      include: 'selectedOtherFields',
      fieldsToInclude: { fields: [{ fieldName: 'x' }] },
    },
    expected: { field: 'a', keep: 'selected', keepFields: 'x' },
  },
  {
    ...{ type: 'aggregate', version: 1, becomes: 'aggregate' },
    given: { aggregate: 'aggregateAllItemData', destinationFieldName: 'all' },
    expected: { mode: 'all-items', destination: 'all' },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      ...{ method: 'POST', url: 'https://a.test/up', sendBody: true, contentType: 'multipart-form-data' },
      bodyParameters: {
        parameters: [
          { name: 'kind', value: 'cv' },
          { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: '=data' },
        ],
      },
      options: {
        response: { response: { responseFormat: 'file', outputPropertyName: 'scan' } },
        queryParameterArrays: 'brackets',
      },
    },
    expected: {
      ...{ bodyType: 'multipart', body: { kind: 'cv' }, bodyFiles: [{ name: 'file', value: 'data' }] },
      ...{ response: 'file', saveAs: 'scan', queryLists: 'brackets' },
    },
  },
  {
    ...{ type: 'httpRequest', version: 4.2, becomes: 'http-request' },
    given: {
      ...{ method: 'PUT', url: '={{ $json.to }}', sendBody: true, contentType: 'binaryData' },
      inputDataFieldName: 'voice',
    },
    expected: { bodyType: 'file', bodyFile: 'voice', response: 'auto-file' },
  },
  {
    ...{ type: 'httpRequest', version: 1, becomes: 'http-request' },
    given: {
      ...{ requestMethod: 'POST', url: 'https://a.test', jsonParameters: true, sendBinaryData: true },
      ...{ options: { bodyContentType: 'multipart-form-data' }, binaryPropertyName: 'file:data, more' },
      ...{ responseFormat: 'file', dataPropertyName: 'pdf' },
    },
    expected: {
      bodyType: 'multipart',
      bodyFiles: [
        { name: 'file', value: 'data' },
        { name: 'more', value: 'more' },
      ],
      ...{ response: 'file', saveAs: 'pdf' },
    },
  },
  {
    ...{ type: 'respondToWebhook', version: 1.1, becomes: 'respond' },
    given: { respondWith: 'binary', responseDataSource: 'set', inputFieldName: 'report', options: {} },
    expected: { with: 'file', file: 'report' },
  },
  {
    ...{ type: 'convertToFile', version: 1.1, becomes: 'calendar-event', told: ['feature.text'] },
    given: { operation: 'iCal', title: 'T', start: '={{ $json.at }}', allDay: true, additionalFields: {} },
    expected: { start: '{{ $json.at }}', end: '{{ $json.at }}', allDay: true },
  },
  {
    ...{ type: 'set', version: 3.4, becomes: 'edit-fields', told: ['parameter.dropped'] },
    given: { mode: 'raw', jsonOutput: '{"a": 1}', duplicateItem: true, duplicateCount: 3, options: {} },
    expected: { mode: 'json', json: { a: 1 } },
  },
  {
    ...{ type: 'set', version: 3.4, becomes: 'edit-fields' },
    given: { mode: 'raw', jsonOutput: '{"a": 1}', duplicateItem: false, duplicateCount: 3, options: {} },
    expected: { mode: 'json', json: { a: 1 } },
  },
  {
    ...{ type: 'respondToWebhook', version: 1.4, becomes: 'respond' },
    told: ['webhook.response', 'credentials.needed'],
    given: { respondWith: 'jwt', payload: '={{ { sub: $json.id } }}', options: { responseCode: 201 } },
    expected: {
      ...{ with: 'token', claims: "{{ (({ sub: $json.id }) + '').parseJson() ?? ({ sub: $json.id }) }}" },
      ...{ secretFrom: 'credential', status: 201 },
    },
  },
  {
    ...{ type: 'respondToWebhook', version: 1.1, becomes: 'respond' },
    given: { respondWith: 'text', responseBody: '<p>{{</p>', options: {} },
    expected: {
      ...{ with: 'text', text: '<p>\\{{</p>' },
      headers: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
    },
  },
  {
    ...{ type: 'respondToWebhook', version: 1.1, becomes: 'respond' },
    given: {
      ...{ respondWith: 'text', responseBody: 'a,b' },
      options: { responseHeaders: { entries: [{ name: 'content-type', value: 'text/csv' }] } },
    },
    expected: { headers: [{ name: 'content-type', value: 'text/csv' }] },
  },
  {
    ...{ type: 'removeDuplicates', version: 2, becomes: 'only-new' },
    given: {
      operation: 'removeItemsSeenInPreviousExecutions',
      logic: 'removeItemsUpToStoredDate',
      dateDedupeValue: '={{ $json.at }}',
      options: { scope: 'workflow' },
    },
    expected: { pass: 'later', value: '{{ $json.at }}', shared: 'workflow' },
  },
  {
    ...{ type: 'removeDuplicates', version: 2, becomes: 'only-new' },
    given: { operation: 'clearDeduplicationHistory', mode: 'cleanDatabase', options: {} },
    expected: { pass: 'forget', shared: 'node' },
  },
  {
    ...{ type: 'removeDuplicates', version: 1.1, becomes: 'remove-duplicates' },
    given: { compare: 'selectedFields', fieldsToCompare: 'a, b' },
    expected: { compare: 'selected', fields: 'a, b' },
  },
  // Shapes that n8n itself cannot read either; that nothing was understood is told.
  {
    ...{ type: 'compareDatasets', version: 2.3, becomes: 'compare-datasets', told: ['parameter.dropped'] },
    given: { mergeByFields: 'id' },
    expected: {},
  },
  {
    ...{ type: 'summarize', version: 1.1, becomes: 'summarize', told: ['parameter.dropped'] },
    given: { fieldsToSummarize: { values: { values: [{ field: 'amount', aggregation: 'sum' }] } } },
    expected: {},
  },
  {
    ...{ type: 'sort', version: 1, becomes: 'sort', told: ['parameter.dropped'] },
    given: { sortFieldsUi: { sortField: [{ fieldName: 'a', order: 'descending' }, 'b'] } },
    expected: {},
  },
  {
    ...{ type: 'wait', version: 1.1, becomes: 'wait', told: ['parameter.dropped'] },
    given: { amount: 2, unit: 'milliseconds' },
    expected: { for: 'duration', ms: 2000 },
  },
];

describe('a node of n8n', () => {
  it.each(rows.map((row, index) => [`${index} ${row.type}@${row.version}`, row] as const))(
    '%s',
    (_name, row) => {
      const { type, version, given, becomes, expected, told = [] } = row;
      const { node, report } = importedNode(n8nNode('N', type, { version, parameters: given }));
      expect(node.type).toBe(becomes);
      expect(node.parameters).toMatchObject(expected);
      expect(report.remarks.map(({ code }) => code)).toEqual(told);
      expect(report.result).toBe(told.length > 0 ? 'adapted' : 'same');
    },
  );

  it('that is not known becomes a placeholder with everything it said', () => {
    const parameters = { resource: 'message', to: '={{ $json.to }}' };
    const credentials = { gmailOAuth2: { id: '1', name: 'Mine' } };
    const { node, report } = importedNode(
      n8nNode('Mail', 'gmail', { version: 2.1, parameters, credentials }),
    );
    expect(node).toMatchObject({
      type: 'placeholder',
      parameters: {
        originalType: 'n8n-nodes-base.gmail',
        originalVersion: '2.1',
        original: parameters,
        credentials,
      },
    });
    expect(report).toMatchObject({
      result: 'missing',
      notes: [expect.stringContaining('n8n-nodes-base.gmail')],
    });
  });

  it('says which option it had that has no counterpart, and which expression cannot be evaluated', () => {
    const parameters = { maxItems: '={{ $json[ }}', surprise: { deep: 1 } };
    const { report } = importedNode(n8nNode('L', 'limit', { parameters }));
    expect(report.result).toBe('adapted');
    expect(report.remarks).toContainEqual({ code: 'parameter.dropped', values: { name: 'surprise' } });
    expect(report.remarks[0]).toMatchObject({
      code: 'parameter.expression-unsupported',
      path: 'parameters.maxItems',
    });
  });

  it('of a version that is not known yet is read like the newest, and says so', () => {
    const { report } = importedNode(n8nNode('N', 'noOp', { version: 9 }));
    expect(report.remarks).toEqual([
      { code: 'node.version-unknown', values: { version: 9, type: 'n8n-nodes-base.noOp', read: 1 } },
    ]);
  });

  it('keeps its settings', () => {
    const { node } = importedNode(
      n8nNode('N', 'noOp', {
        ...{ retryOnFail: true, maxTries: 5, waitBetweenTries: 200, onError: 'continueErrorOutput' },
        ...{ disabled: true, alwaysOutputData: true, executeOnce: true },
      }),
    );
    expect(node.settings).toEqual({
      ...{ onError: 'error-port', disabled: true, alwaysOutput: true, executeOnce: true },
      retry: { attempts: 5, backoff: 'fixed', delayMs: 200 },
    });
  });
});
