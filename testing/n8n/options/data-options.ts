import { choices, options, row, type TypeOptions } from './option-table';

const assignment = (type: string, value: unknown) => ({
  assignments: { assignments: [{ id: '1', name: 'a', type, value }] },
});
const condition = (type: string, operation: string, rightValue: unknown = 'x') => ({
  conditions: {
    options: { caseSensitive: true, typeValidation: 'strict' },
    combinator: 'and',
    conditions: [{ leftValue: '={{ $json.a }}', rightValue, operator: { type, operation } }],
  },
});
const operators = (type: string, names: readonly string[]) =>
  names.map((name) => row(`${type}: ${name}`, condition(type, name)));
const CONDITION_ROWS = [
  ...operators('string', [
    'exists',
    'notExists',
    'empty',
    'notEmpty',
    'notEquals',
    'contains',
    'notContains',
  ]),
  ...operators('string', ['startsWith', 'notStartsWith', 'endsWith', 'notEndsWith', 'regex', 'notRegex']),
  ...operators('number', ['exists', 'empty', 'equals', 'notEquals', 'gt', 'lt', 'gte', 'lte']),
  ...operators('dateTime', ['exists', 'empty', 'equals', 'notEquals', 'after', 'before', 'afterOrEquals']),
  ...operators('dateTime', ['beforeOrEquals']),
  ...operators('boolean', ['exists', 'empty', 'true', 'false', 'equals', 'notEquals']),
  ...operators('array', ['exists', 'empty', 'notEmpty', 'contains', 'notContains', 'lengthEquals']),
  ...operators('array', ['lengthNotEquals', 'lengthGt', 'lengthLt', 'lengthGte', 'lengthLte']),
  ...operators('object', ['exists', 'notExists', 'empty', 'notEmpty']),
  row('any of the conditions', {
    conditions: { ...condition('string', 'equals').conditions, combinator: 'or' },
  }),
  row('Ignore Case', {
    conditions: { ...condition('string', 'equals').conditions, options: { caseSensitive: false } },
  }),
  row('Convert types where required', { looseTypeValidation: true }),
  row('Less Strict Type Validation', { options: { looseTypeValidation: true } }),
  row(
    'conditions of version 1',
    { conditions: { number: [{ value1: 1, operation: 'larger', value2: 2 }] } },
    { version: 1 },
  ),
];

const NO_FIELDS = { fieldsToMatchString: undefined };

export const DATA_OPTIONS: readonly TypeOptions[] = [
  {
    name: 'Edit Fields (Set)',
    ...{ type: 'set', version: 3.4, base: { ...assignment('string', 'x'), options: {} } },
    rows: [
      row('field of type String', assignment('string', 'y')),
      row('field of type Number', assignment('number', 5)),
      row('field of type Boolean', assignment('boolean', true)),
      row('field of type Array', assignment('array', '[1]')),
      row('field of type Object', assignment('object', '{"b": 1}')),
      row('field of type Binary', assignment('binary', 'data')),
      row('Mode: JSON', { mode: 'raw', jsonOutput: '{"a": 1}' }),
      row('Include Other Input Fields: All', { includeOtherFields: true }),
      row('Include Other Input Fields: Selected', {
        ...{ includeOtherFields: true, include: 'selected', includeFields: 'b, c' },
      }),
      row('Include Other Input Fields: All Except', {
        ...{ includeOtherFields: true, include: 'except', excludeFields: 'b' },
      }),
      row('Strip Binary Data: off', { includeOtherFields: true, options: { stripBinary: false } }),
      row('Include Binary File', { options: { includeBinary: false } }, { version: 3.2 }),
      row('Ignore Type Conversion Errors', { options: { ignoreConversionErrors: true } }),
      row('Support Dot Notation: off', { options: { dotNotation: false } }),
      row('Duplicate Item', { duplicateItem: true, duplicateCount: 2 }),
      row('Keep Only Set (versions 1 and 2)', { keepOnlySet: true }, { version: 2 }),
      row(
        'values by type (versions 1 and 2)',
        { values: { number: [{ name: 'n', value: 1 }] } },
        { version: 1 },
      ),
    ],
  },
  {
    ...{ name: 'If', type: 'if', version: 2.2, base: { ...condition('string', 'equals'), options: {} } },
    rows: CONDITION_ROWS,
  },
  {
    ...{ name: 'Filter', type: 'filter', version: 2.2 },
    base: { ...condition('string', 'equals'), options: {} },
    rows: CONDITION_ROWS,
  },
  {
    ...{ name: 'Switch', type: 'switch', version: 3.2 },
    base: { rules: { values: [condition('string', 'equals')] }, options: {} },
    rows: [
      row('Rename Output', {
        rules: { values: [{ ...condition('string', 'equals'), renameOutput: true, outputKey: 'big' }] },
      }),
      row('Fallback Output: None', { options: { fallbackOutput: 'none' } }, { idle: 'the default' }),
      row('Fallback Output: Extra Output', { options: { fallbackOutput: 'extra' } }),
      row('Fallback Output: one of the rules', { options: { fallbackOutput: 0 } }),
      row('Rename Fallback Output', { options: { fallbackOutput: 'extra', renameFallbackOutput: 'rest' } }),
      row('Ignore Case', { options: { ignoreCase: true } }),
      row('Less Strict Type Validation', { options: { looseTypeValidation: true } }),
      row('Convert types where required', { looseTypeValidation: true }),
      row('Send data to all matching outputs', { options: { allMatchingOutputs: true } }),
      row('Mode: Expression', { mode: 'expression', numberOutputs: 3, output: '={{ $json.n }}' }),
      row('rules of version 1', { value1: 5, rules: { rules: [{ value2: 3 }] } }, { version: 1 }),
    ],
  },
  {
    ...{
      name: 'Merge',
      type: 'merge',
      version: 3.2,
      base: { mode: 'combine', fieldsToMatchString: 'id', options: {} },
    },
    rows: [
      row('Append', { ...NO_FIELDS, mode: 'append' }),
      row('Number of Inputs', { ...NO_FIELDS, mode: 'append', numberInputs: 4 }),
      row('Combine by Position', { ...NO_FIELDS, combineBy: 'combineByPosition' }),
      row('Include Any Unpaired Items', {
        ...NO_FIELDS,
        combineBy: 'combineByPosition',
        options: { includeUnpaired: true },
      }),
      row('Combine All Possible Combinations', { ...NO_FIELDS, combineBy: 'combineAll' }),
      row('Input fields have different names', {
        advanced: true,
        mergeByFields: { values: [{ field1: 'a', field2: 'b' }] },
      }),
      ...choices('joinMode', {
        'Output Type: Keep Non-Matches': 'keepNonMatches',
        'Output Type: Keep Everything': 'keepEverything',
        'Output Type: Enrich Input 1': 'enrichInput1',
        'Output Type: Enrich Input 2': 'enrichInput2',
      }),
      row('Output Data From: Input 1', { outputDataFrom: 'input1' }),
      row('Clash Handling: Prefer Input 1', {
        options: { clashHandling: { values: { resolveClash: 'preferInput1' } } },
      }),
      row('Clash Handling: Always Add Input Number', {
        options: { clashHandling: { values: { resolveClash: 'addSuffix' } } },
      }),
      row('Merging Nested Fields: Shallow Merge', {
        options: { clashHandling: { values: { resolveClash: 'preferInput1', mergeMode: 'shallowMerge' } } },
      }),
      row('Minimize Empty Fields', {
        options: { clashHandling: { values: { resolveClash: 'preferInput1', overrideEmpty: true } } },
      }),
      ...options({
        'Fuzzy Compare': ['fuzzyCompare', true],
        'Disable Dot Notation': ['disableDotNotation', true],
        'Multiple Matches: Include First Match Only': ['multipleMatches', 'first'],
      }),
      row('Choose Branch', { ...NO_FIELDS, mode: 'chooseBranch', useDataOfInput: 2 }),
      row('Choose Branch: A Single, Empty Item', { ...NO_FIELDS, mode: 'chooseBranch', output: 'empty' }),
      row('SQL Query', { ...NO_FIELDS, mode: 'combineBySql', query: 'SELECT * FROM input1' }),
      ...choices(
        'mode',
        {
          'version 1: Merge By Key': 'mergeByKey',
          'version 1: Keep Key Matches': 'keepKeyMatches',
          'version 1: Remove Key Matches': 'removeKeyMatches',
        },
        { ...NO_FIELDS, propertyName1: 'a', propertyName2: 'b' },
      ).map((one) => ({ ...one, version: 1 })),
      ...choices(
        'mode',
        {
          'version 1: Merge By Index': 'mergeByIndex',
          'version 1: Multiplex': 'multiplex',
          'version 1: Pass-through': 'passThrough',
          'version 1: Wait': 'wait',
        },
        NO_FIELDS,
      ).map((one) => ({ ...one, version: 1 })),
    ],
  },
  {
    ...{ name: 'Compare Datasets', type: 'compareDatasets', version: 2.3 },
    base: { mergeByFields: { values: [{ field1: 'id', field2: 'id' }] }, options: {} },
    rows: [
      ...choices('resolve', {
        'When There Are Differences: Use Input A Version': 'preferInput1',
        'When There Are Differences: Use Input B Version': 'preferInput2',
        'When There Are Differences: Use a Mix of Versions': 'mix',
      }),
      row('Mix: For Everything Except', { resolve: 'mix', preferWhenMix: 'input2', exceptWhenMix: 'name' }),
      row('Fuzzy Compare', { fuzzyCompare: true }),
      ...options({
        'Fields to Skip Comparing': ['skipFields', 'at'],
        'Disable Dot Notation': ['disableDotNotation', true],
        'Multiple Matches: Include All Matches': ['multipleMatches', 'all'],
      }),
    ],
  },
  {
    ...{ name: 'Split Out', type: 'splitOut', version: 1, base: { fieldToSplitOut: 'rows', options: {} } },
    rows: [
      row('several fields', { fieldToSplitOut: 'a, b' }),
      row('Include: All Other Fields', { include: 'allOtherFields' }),
      row('Include: Selected Other Fields', { include: 'selectedOtherFields', fieldsToInclude: 'c' }),
      ...options({
        'Disable Dot Notation': ['disableDotNotation', true],
        'Destination Field Name': ['destinationFieldName', 'row'],
        'Include Binary': ['includeBinary', true],
      }),
    ],
  },
  {
    ...{ name: 'Aggregate', type: 'aggregate', version: 1 },
    base: { fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'a' }] }, options: {} },
    rows: [
      row('Rename Field', {
        fieldsToAggregate: {
          fieldToAggregate: [{ fieldToAggregate: 'a', renameField: true, outputFieldName: 'b' }],
        },
      }),
      row('All Item Data (Into a Single List)', { aggregate: 'aggregateAllItemData' }),
      row('Put Output in Field', { aggregate: 'aggregateAllItemData', destinationFieldName: 'all' }),
      row('Include: Specified Fields', {
        ...{ aggregate: 'aggregateAllItemData', include: 'specifiedFields', fieldsToInclude: 'a' },
      }),
      row('Include: All Fields Except', {
        ...{ aggregate: 'aggregateAllItemData', include: 'allFieldsExcept', fieldsToExclude: 'a' },
      }),
      ...options({
        'Disable Dot Notation': ['disableDotNotation', true],
        'Merge Lists': ['mergeLists', true],
        'Keep Missing And Null Values': ['keepMissing', true],
        'Include Binaries': ['includeBinaries', true],
      }),
      row('Keep Only Unique Binaries', { options: { includeBinaries: true, keepOnlyUnique: true } }),
    ],
  },
  {
    ...{ name: 'Summarize', type: 'summarize', version: 1.1 },
    base: { fieldsToSummarize: { values: [{ aggregation: 'count', field: 'a' }] }, options: {} },
    rows: [
      ...['append', 'average', 'concatenate', 'countUnique', 'max', 'min', 'sum'].map((aggregation) =>
        row(`Aggregation: ${aggregation}`, { fieldsToSummarize: { values: [{ aggregation, field: 'a' }] } }),
      ),
      row('Include Empty Values', {
        fieldsToSummarize: { values: [{ aggregation: 'append', field: 'a', includeEmpty: true }] },
      }),
      row('Separator', {
        fieldsToSummarize: { values: [{ aggregation: 'concatenate', field: 'a', separateBy: '\n' }] },
      }),
      row('Custom Separator', {
        fieldsToSummarize: {
          values: [{ aggregation: 'concatenate', field: 'a', separateBy: 'other', customSeparator: ';' }],
        },
      }),
      row('Fields to Split By', { fieldsToSplitBy: 'b, c' }),
      row(
        'Continue if Field Not Found',
        { options: { continueIfFieldNotFound: true } },
        { idle: 'a field that nobody has is an empty value here' },
      ),
      ...options({
        'Disable Dot Notation': ['disableDotNotation', true],
        'Output Format: All in a Single Item': ['outputFormat', 'singleItem'],
        'Ignore items without valid fields to group by': ['skipEmptySplitFields', true],
      }),
    ],
  },
  {
    ...{ name: 'Sort', type: 'sort', version: 1 },
    base: { sortFieldsUi: { sortField: [{ fieldName: 'a' }] }, options: {} },
    rows: [
      row('Order: Descending', { sortFieldsUi: { sortField: [{ fieldName: 'a', order: 'descending' }] } }),
      row('several fields', { sortFieldsUi: { sortField: [{ fieldName: 'a' }, { fieldName: 'b' }] } }),
      row('Type: Random', { type: 'random' }),
      row('Type: Code', { type: 'code', code: 'return a.json.x - b.json.x;' }),
      row('Disable Dot Notation', { options: { disableDotNotation: true } }),
    ],
  },
  {
    ...{ name: 'Limit', type: 'limit', version: 1, base: {} },
    rows: [row('Max Items', { maxItems: 3 }), row('Keep: Last Items', { keep: 'lastItems' })],
  },
  {
    ...{ name: 'Remove Duplicates', type: 'removeDuplicates', version: 2, base: { options: {} } },
    rows: [
      row('Compare: Selected Fields', { compare: 'selectedFields', fieldsToCompare: 'a' }),
      row('Compare: All Fields Except', { compare: 'allFieldsExcept', fieldsToExclude: 'a' }),
      ...options({
        'Disable Dot Notation': ['disableDotNotation', true],
        'Remove Other Fields': ['removeOtherFields', true],
      }),
      row('Processed in Previous Executions: Value Is New', {
        operation: 'removeItemsSeenInPreviousExecutions',
        dedupeValue: '={{ $json.key }}',
      }),
      row('Processed in Previous Executions: Value Is Higher than Any Previous Value', {
        operation: 'removeItemsSeenInPreviousExecutions',
        ...{ logic: 'removeItemsUpToStoredIncrementalKey', incrementalDedupeValue: '={{ $json.n }}' },
      }),
      row('Processed in Previous Executions: Value Is a Date Later than Any Previous Date', {
        operation: 'removeItemsSeenInPreviousExecutions',
        ...{ logic: 'removeItemsUpToStoredDate', dateDedupeValue: '={{ $json.at }}' },
      }),
      row('Scope: Workflow', {
        operation: 'removeItemsSeenInPreviousExecutions',
        options: { scope: 'workflow' },
      }),
      row('History Size', { operation: 'removeItemsSeenInPreviousExecutions', options: { historySize: 50 } }),
      row('Clear Deduplication History', { operation: 'clearDeduplicationHistory' }),
    ],
  },
  {
    ...{ name: 'Item Lists', type: 'itemLists', version: 3, base: { fieldToSplitOut: 'rows', options: {} } },
    rows: [
      row('Concatenate Items', { fieldToSplitOut: undefined, operation: 'concatenateItems' }),
      row(
        'Aggregate Items (version 1)',
        { fieldToSplitOut: undefined, operation: 'aggregateItems' },
        { version: 1 },
      ),
      row('Limit', { fieldToSplitOut: undefined, operation: 'limit' }),
      row('Remove Duplicates', { fieldToSplitOut: undefined, operation: 'removeDuplicates' }),
      row('Sort', {
        fieldToSplitOut: undefined,
        operation: 'sort',
        sortFieldsUi: { sortField: [{ fieldName: 'a' }] },
      }),
      row('Split Out Items', { fieldToSplitOut: 'others' }),
      row('Summarize', {
        fieldToSplitOut: undefined,
        operation: 'summarize',
        fieldsToSummarize: { values: [{ aggregation: 'count', field: 'a' }] },
      }),
    ],
  },
  {
    ...{ name: 'Rename Keys', type: 'renameKeys', version: 1 },
    base: { keys: { key: [{ currentKey: 'a', newKey: 'b' }] } },
    rows: [
      row('Regex', {
        additionalOptions: {
          regexReplacement: { replacements: [{ searchRegex: '^x', replaceRegex: 'y' }] },
        },
      }),
      row('Regex: Case Insensitive, Max Depth', {
        additionalOptions: {
          regexReplacement: {
            replacements: [
              { searchRegex: '^x', replaceRegex: 'y', options: { caseInsensitive: true, depth: 0 } },
            ],
          },
        },
      }),
    ],
  },
];
