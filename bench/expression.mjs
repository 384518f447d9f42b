/**
 * Expression evaluations a second beside the same work as a native closure, in one run. Prints one JSON line.
 * The interpreter is bundled in memory from source, so nothing has to be built first.
 */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = await build({
  stdin: {
    contents: `export { compileTemplate } from '@/core/expression/template';
      export { evaluateTemplate } from '@/core/expression/evaluate';
      export { createEnv } from '@/core/expression/scope';`,
    resolveDir: root,
    loader: 'ts',
  },
  alias: { '@': root },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const source = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
const { compileTemplate, createEnv, evaluateTemplate } = await import(
  `data:text/javascript;base64,${source}`
);

const item = {
  json: { order: { total: 120 }, name: 'Ada', rows: Array.from({ length: 10 }, (_, n) => ({ n })) },
};
const env = createEnv({ item });
const CASES = {
  path: ['{{ $json.order.total }}', () => item.json.order.total],
  template: [
    'Hello {{ $json.name }}, {{ $json.order.total }}',
    () => `Hello ${item.json.name}, ${item.json.order.total}`,
  ],
  map: ['{{ $json.rows.map(row => row.n * 2) }}', () => item.json.rows.map((row) => row.n * 2)],
};

let sink;
function perSecond(work) {
  const until = (ms) => {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < ms) {
      for (let n = 0; n < 1000; n++) sink = work();
      count += 1000;
    }
    return Math.round((count * 1000) / (performance.now() - start));
  };
  until(300);
  return until(700);
}

const result = { bench: 'expression' };
for (const [name, [text, native]] of Object.entries(CASES)) {
  const { template } = compileTemplate(text);
  if (JSON.stringify(evaluateTemplate(template, env).value) !== JSON.stringify(native()))
    throw new Error(`${name} is wrong`);
  result[name] = {
    perSecond: perSecond(() => evaluateTemplate(template, env)),
    floorPerSecond: perSecond(native),
  };
}
if (sink === undefined) throw new Error('nothing was measured');
console.log(JSON.stringify(result));
