/**
 * The names that users' code finds in the guest, as a part of its program: items, other nodes, dates, files, what is
 * kept from run to run. Uses what the program around it has: `parse`, `stringify`, `define`, the library.
 */
export const GUEST_NAMES = String.raw`
  const refuse = (name, instead) => { throw new ReferenceError(name + ' is not available in code. ' + instead); };
  const MACHINE = 'The settings of the machine cannot be read. Keep the value in a variable or a credential.';
  const SECRET = 'Secrets are used by credentials alone.';
  const SETTINGS = 'The settings of a node cannot be read. Write the value itself, or keep it in a field.';
  const NETWORK = 'There is no network here. Use an HTTP request node.';
  // Names that are known elsewhere. They are not defined, so that code may ask whether they are there.
  const INSTEAD = {
    $env: MACHINE, process: MACHINE, $secrets: SECRET, $credentials: SECRET, $parameter: SETTINGS, getNodeParameter: SETTINGS,
    fetch: NETWORK, XMLHttpRequest: NETWORK,
    $fromAI: 'No model fills in values here.', $evaluateExpression: 'Write it as JavaScript.',
    setInterval: 'Nothing goes on after the code has ended.',
  };
  const withHint = (error) => {
    const name = error instanceof ReferenceError ? (/'?([$\w]+)'? is not defined/.exec(error.message) ?? [])[1] : undefined;
    if (name === undefined || !Object.prototype.hasOwnProperty.call(INSTEAD, name)) return error.message;
    return name + ' is not available in code. ' + INSTEAD[name];
  };

  // Nothing waits here, time stands still: what is to happen later happens in the order of its time, when all else has.
  const timers = [];
  let timerCount = 0;
  const addTimer = (work, ms, ...values) => {
    if (typeof work !== 'function') throw new TypeError('setTimeout takes a function.');
    timerCount += 1;
    timers.push({ id: timerCount, at: Math.max(0, Number(ms) || 0), run: () => work(...values) });
    return timerCount;
  };
  const dropTimer = (id) => {
    const at = timers.findIndex((timer) => timer.id === id);
    if (at >= 0) timers.splice(at, 1);
  };
  const runTimer = () => {
    if (timers.length === 0) return false;
    const next = timers.reduce((first, timer) => (timer.at < first.at ? timer : first));
    dropTimer(next.id);
    for (const timer of timers) timer.at -= next.at;
    next.run();
    return true;
  };

  // The names that people know are there as well, and are no part of the data.
  const showFile = (file, bytes) => {
    if (!isObject(file)) return file;
    const dot = String(file.name).lastIndexOf('.');
    const more = { fileName: file.name, mimeType: file.mediaType, fileExtension: dot > 0 ? file.name.slice(dot + 1) : '', fileSize: file.size };
    for (const key of Object.keys(more)) Object.defineProperty(file, key, { value: more[key], writable: true, configurable: true });
    Object.defineProperty(file, 'data', {
      configurable: true,
      get() {
        if (typeof bytes[file.id] === 'string') return bytes[file.id];
        throw new Error('The bytes of "' + file.name + '" are not here. Code sees those of its own items alone, where it says data or getBinaryDataBuffer. Use Extract from file for others.');
      },
      set(value) { Object.defineProperty(file, 'data', { value, writable: true, enumerable: true, configurable: true }); delete file.id; },
    });
    return file;
  };
  const showFiles = (items, bytes) => {
    for (const item of items) if (item.binary) for (const key of Object.keys(item.binary)) showFile(item.binary[key], bytes);
  };

  const nodeView = (name, nodes, at) => {
    const node = Object.prototype.hasOwnProperty.call(nodes, name) ? nodes[name] : undefined;
    if (node === undefined) throw new ReferenceError('There is no node named "' + name + '" in this workflow.');
    const itemsOf = () => {
      if (!node.executed) throw new Error('Node "' + name + '" has not run. Check it with $(' + stringify(name) + ').isExecuted.');
      return node.items;
    };
    const itemMatching = (index) => {
      const items = itemsOf();
      const place = node.paired[index];
      if (place === 'undetermined') {
        throw new Error('Which item of "' + name + '" item ' + index + ' of this node came from is not determined. Use .first(), .last() or .all() instead.');
      }
      return typeof place === 'number' ? items[place] : (place ?? undefined);
    };
    return {
      all: () => itemsOf(),
      first: () => itemsOf()[0],
      last: () => itemsOf()[itemsOf().length - 1],
      itemMatching,
      get item() { return itemMatching(at()); },
      get isExecuted() { return node.executed; },
      get json() { return itemMatching(at())?.json; },
      get data() { return itemMatching(at())?.json; },
      get binary() { return itemMatching(at())?.binary; },
    };
  };

  const helpersFor = (items) => {
    const known = {
      getBinaryDataBuffer: async (index, name = 'data') => {
        const file = items[index] && items[index].binary && items[index].binary[name];
        if (!file) throw new Error('Item ' + index + ' has no file "' + name + '".');
        return Buffer.from(file.data, 'base64');
      },
      prepareBinaryData: async (content, fileName, mimeType) => ({
        data: Buffer.from(content).toString('base64'),
        fileName: fileName ?? 'file',
        mimeType: mimeType ?? 'application/octet-stream',
      }),
      returnJsonArray: (list) => (Array.isArray(list) ? list : [list]).map((json) => ({ json })),
    };
    return new Proxy(known, {
      get: (target, name) => (typeof name !== 'string' || name in target ? target[name] : refuse('helpers.' + name, 'Use a node for it, such as HTTP request.')),
    });
  };

  // What users' code may change and what is kept of it.
  let kept = null;
  const staticData = (data) => {
    const shown = { global: data.global ?? {}, node: data.node ?? {} };
    kept = { shown, before: { global: stringify(shown.global), node: stringify(shown.node) } };
    return (kind) => {
      if (kind !== 'global' && kind !== 'node') throw new Error('$getWorkflowStaticData takes "global" or "node".');
      return shown[kind];
    };
  };
  const changedData = () => {
    const changed = {};
    if (kept === null) return changed;
    for (const kind of ['global', 'node']) {
      const text = stringify(kept.shown[kind]);
      if (text !== kept.before[kind]) changed[kind] = kept.shown[kind];
    }
    return changed;
  };

  const defineDates = (zone) => {
    setZone(zone);
    const { DateTime, Duration, Interval } = luxon;
    for (const [name, value] of [['DateTime', DateTime], ['Duration', Duration], ['Interval', Interval], ['luxon', luxon]]) define(name, value);
    // Most code asks for neither, and a date with its zone costs more than all else around it.
    defineLazily('$now', () => DateTime.now());
    defineLazily('$today', () => DateTime.now().startOf('day'));
    define('$jmespath', jmespath);
    define('$jmesPath', jmespath);
  };

  const defineScope = (mode, items, scope, at) => {
    const own = () => items[at()];
    defineDates(scope.timezone ?? 'UTC');
    const bytes = scope.fileBytes ?? {};
    showFiles(items, bytes);
    for (const node of Object.values(scope.nodes)) showFiles(node.items, bytes);
    const getStatic = staticData(scope.staticData ?? {});
    define('$getWorkflowStaticData', getStatic);
    define('getWorkflowStaticData', getStatic);
    const helpers = helpersFor(items);
    define('$helpers', helpers);
    define('helpers', helpers);
    define('getBinaryData', () => own()?.binary);
    define('getBinaryDataAsync', async () => own()?.binary);
    define('setTimeout', addTimer);
    define('clearTimeout', dropTimer);
    define('setImmediate', (work, ...values) => addTimer(work, 0, ...values));
    self = {
      helpers,
      getWorkflowStaticData: getStatic,
      getInputData: () => items,
      getWorkflow: () => scope.workflow ?? {},
      getExecutionId: () => scope.execution?.id,
      getMode: () => scope.execution?.mode,
      getTimezone: () => scope.timezone ?? 'UTC',
      getNodeParameter: () => refuse('getNodeParameter', 'Write the value itself, or keep it in a field.'),
      getCredentials: () => refuse('getCredentials', 'Secrets are used by credentials alone.'),
      logger: console,
    };
    define('items', items);
    define('$items', (name) => (name === undefined ? items : nodeView(String(name), scope.nodes, at).all()));
    define('$', (name) => nodeView(String(name), scope.nodes, at));
    const nodesAt = (place) => new Proxy({}, { get: (_target, name) => (typeof name === 'string' ? nodeView(name, scope.nodes, place) : undefined) });
    define('$node', nodesAt(at));
    define('$item', (index) => ({ $node: nodesAt(() => Number(index) || 0), $json: items[index]?.json, json: items[index]?.json, binary: items[index]?.binary }));
    define('$input', {
      all: () => items,
      first: () => items[0],
      last: () => items[items.length - 1],
      get item() { return own(); },
      get json() { return own()?.json; },
      get binary() { return own()?.binary; },
      get params() { return refuse('$input.params', 'Write the value itself, or keep it in a field.'); },
      context: { currentRunIndex: scope.runIndex ?? 0 },
    });
    for (const [name, read] of [['item', own], ['index', at], ['$itemIndex', at], ['$json', () => own()?.json], ['$binary', () => own()?.binary ?? {}]]) {
      if (mode === 'all' && (name === 'item' || name === 'index')) continue;
      Object.defineProperty(globalThis, name, { configurable: true, get: read, set(value) { define(name, value); } });
    }
    define('$runIndex', scope.runIndex ?? 0);
    define('$prevNode', { name: scope.source?.name, outputIndex: scope.source?.outputIndex, runIndex: scope.runIndex ?? 0 });
    define('$workflow', scope.workflow ?? {});
    define('$execution', scope.execution ?? {});
    define('$vars', scope.vars ?? {});
    Object.defineProperty(globalThis, '$position', { configurable: true, get: at, set(value) { define('$position', value); } });
  };
`;
