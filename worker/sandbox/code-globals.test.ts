/** What code finds around it besides its items: dates with zones, bytes, files, what is kept from run to run. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import type { CodeScope, Sandbox } from '@/core/node-kit/executor';
import { buildSandboxChild } from './build-child';
import { createSandboxPool, type SandboxPool } from './sandbox-pool';

let pool: SandboxPool;
let sandbox: Sandbox;
beforeAll(async () => {
  pool = createSandboxPool({ childPath: await buildSandboxChild(), size: 1 });
  sandbox = pool.sandboxFor('tenant');
});
afterAll(() => pool.close());

type Call = Parameters<Sandbox['runJavaScript']>[0];
const photo = { blobKey: 'k/1', name: 'a.png', mediaType: 'image/png', size: 3 };
const scope: CodeScope = {
  nodes: { Download: { executed: true, items: [{ json: {}, binary: { data: photo } }], paired: [0] } },
  runIndex: 0,
  source: { name: 'Download', outputIndex: 1 },
  workflow: { id: 'w', name: 'W' },
  execution: { id: 'e', mode: 'test' },
  vars: {},
  timezone: 'Europe/Berlin',
};

function run(source: string, more: Partial<Call> = {}) {
  const items: Item[] = [{ json: { a: 1 } }, { json: { a: 2 } }];
  const now = Date.UTC(2026, 6, 1, 22, 30);
  return sandbox.runJavaScript({
    source,
    mode: 'all',
    items,
    scope,
    timeoutMs: 2000,
    now,
    seed: 's',
    ...more,
  });
}

/** What an expression of code gives. */
async function valueOf(source: string, more: Partial<Call> = {}): Promise<unknown> {
  const { items } = await run(`return { value: ${source} };`, more);
  return items[0]?.json['value'];
}

it.each<[string, unknown]>([
  ['$now.toISO()', '2026-07-02T00:30:00.000+02:00'],
  ['$today.toISO()', '2026-07-02T00:00:00.000+02:00'],
  ["DateTime.now().setZone('America/New_York').toFormat('yyyy-MM-dd HH:mm ZZ')", '2026-07-01 18:30 -04:00'],
  ["DateTime.fromISO('2026-01-15T12:00').toUTC().toISO()", '2026-01-15T11:00:00.000Z'],
  ["DateTime.fromFormat('3 March 2026', 'd MMMM yyyy').plus({ months: 1 }).toISODate()", '2026-04-03'],
  ["DateTime.fromISO('2026-03-28T12:00').plus({ days: 1 }).toISO()", '2026-03-29T12:00:00.000+02:00'],
  ["$now.diff(DateTime.fromISO('2026-06-01'), 'days').toObject().days > 31", true],
  ["$now.setLocale('en').toLocaleString(DateTime.DATE_FULL)", 'July 2, 2026'],
  ["Interval.fromDateTimes($today, $now).length('minutes')", 30],
  ['Duration.fromObject({ hours: 1, minutes: 30 }).toHuman()', '1 hour, 30 minutes'],
  ["DateTime.now().setZone('Nowhere/Town').isValid", false],
  ["new Date().toLocaleDateString('en-US', { timeZone: 'Asia/Tokyo' })", '7/2/2026'],
  ["new Date().toLocaleDateString('en-CA', { timeZone: 'America/Lima' })", '2026-07-01'],
  ["new Date().toLocaleString('de-DE')", '2.7.2026, 00:30:00'],
  ["new Date().toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit' })", '12:30 AM'],
  [
    "new Date().toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })",
    'Thursday, 2 July',
  ],
  ['(1234567.891).toLocaleString()', '1,234,567.891'],
  ["(1234.5).toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' })", 'R$\u00a01.234,50'],
  ["new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(-2.5)", '-$2.50'],
  ["$jmespath({ people: [{ n: 'a', age: 20 }, { n: 'b', age: 40 }] }, 'people[?age > `30`].n')", ['b']],
  ["Buffer.from('grüß €').toString('base64')", 'Z3LDvMOfIOKCrA=='],
  ["Buffer.from('Z3LDvMOfIOKCrA==', 'base64').toString()", 'grüß €'],
  ["Buffer.concat([Buffer.from('61', 'hex'), Buffer.from('b')]).toString('hex')", '6162'],
  ["atob(btoa('abc'))", 'abc'],
  ["new Buffer('é').toString('base64') + new Buffer(2).length", 'w6k=2'],
  ["$node['Download'].data", {}],
  ['$prevNode', { name: 'Download', outputIndex: 1, runIndex: 0 }],
  ["new TextDecoder().decode(new TextEncoder().encode('𝄞'))", '𝄞'],
  ['(() => { const a = { d: new Date(0) }; return structuredClone(a).d.getTime(); })()', 0],
  ['typeof fetch + typeof $env', 'undefinedundefined'],
  [
    "new URL('https://Ann:p%20w@Shop.example:8443/a/../b c?x=1&y=é#top').href",
    'https://Ann:p%20w@shop.example:8443/b%20c?x=1&y=%C3%A9#top',
  ],
  [
    "(({ protocol, host, hostname, port, origin }) => [protocol, host, hostname, port, origin])(new URL('http://a.example:80'))",
    ['http:', 'a.example', 'a.example', '', 'http://a.example'],
  ],
  ["new URL('../c?d', 'https://a.example/x/y/z').toString()", 'https://a.example/x/c?d'],
  [
    "new URL('//b.example/q', 'https://a.example/x').href + new URL('#h', 'https://a.example/x?y').href",
    'https://b.example/qhttps://a.example/x?y#h',
  ],
  ["new URL('mailto:ann@a.example?subject=Hi').pathname", 'ann@a.example'],
  [
    "[URL.canParse('nothing'), URL.canParse('http://'), URL.canParse('/x', 'https://a.example')]",
    [false, false, true],
  ],
  [
    "(() => { const url = new URL('https://a.example/?b=2&a=1'); url.searchParams.append('c', 'x y&z'); url.searchParams.delete('b'); url.pathname = 'p'; return url.href; })()",
    'https://a.example/p?a=1&c=x+y%26z',
  ],
  ["JSON.stringify({ at: new URL('https://a.example') })", '{"at":"https://a.example/"}'],
  ["new URLSearchParams({ q: 'a+b €', n: 1 }).toString()", 'q=a%2Bb+%E2%82%AC&n=1'],
  ["Object.fromEntries(new URLSearchParams('?a=1&b=%C3%A9+x&b=2'))", { a: '1', b: '2' }],
  ["require('crypto').createHash('sha256').update('abc').digest('hex').slice(0, 8)", 'ba7816bf'],
  [
    "require('node:crypto').createHmac('sha256', 'key').update('The quick brown fox ').update('jumps over the lazy dog').digest('base64')",
    '97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=',
  ],
  ["crypto.createHmac('sha512', Buffer.alloc(200, 1)).update('x').digest('hex').length", 128],
  ['/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())', true],
  ["[require('crypto').randomBytes(4).toString('hex').length, require('crypto').randomInt(3, 4)]", [8, 3]],
  ["require('querystring').stringify({ a: [1, 2], b: 'ü' })", 'a=1&a=2&b=%C3%BC'],
  [
    "(() => { const crypto = require('crypto'); const { DateTime } = require('luxon'); return crypto.createHash('md5').update('').digest('hex') + DateTime.utc(2026).year; })()",
    'd41d8cd98f00b204e9800998ecf8427e2026',
  ],
  ["$item(0).$node['Download'].json", {}],
])('%s', async (source, expected) => {
  expect(await valueOf(source)).toEqual(expected);
});

it.each([
  ["require('axios')", 'code.threw', /cannot load modules/],
  ['await fetch("https://example.com")', 'code.threw', /no network/],
  ['$env.HOME', 'code.threw', /\$env is not available/],
  ['await this.helpers.httpRequest({})', 'code.threw', /helpers\.httpRequest is not available/],
  ["this.getNodeParameter('x')", 'code.threw', /not available in code/],
  ["new Date().toLocaleDateString('de-DE', { month: 'long' })", 'code.threw', /English alone/],
  ["$('Download').first().binary.data.data", 'code.threw', /bytes of "a\.png" are not here/],
])('says of %s what to do instead', async (source, code, message) => {
  await expect(run(`return { value: ${source} };`)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  });
});

it('lets time pass in order, without waiting', async () => {
  const { console } = await run(`
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    setTimeout(() => console.log('second'), 500);
    setTimeout(() => console.log('never'), 900000);
    clearTimeout(3);
    console.log('first');
    await sleep(1000);
    console.log('third');
    return [];`);
  expect(console.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
});

it('gives what is kept, and tells what of it was changed', async () => {
  const staticData = { global: { seen: ['a'] }, node: { n: 1 } };
  const change = await run(
    `const data = $getWorkflowStaticData('global');
     data.seen.push('b');
     return { n: this.getWorkflowStaticData('node').n };`,
    { scope: { ...scope, staticData } },
  );
  expect(change.staticData).toEqual({ global: { seen: ['a', 'b'] } });
  expect(change.items[0]?.json).toEqual({ n: 1 });
  expect(
    await run("getWorkflowStaticData('global').seen; return [];", { scope: { ...scope, staticData } }),
  ).not.toHaveProperty('staticData');
  expect((await run("$getWorkflowStaticData('node').first = 1; return [];")).staticData).toEqual({
    node: { first: 1 },
  });
});

it('reads the bytes of its own files, makes new ones and passes on those of other nodes', async () => {
  const items: Item[] = [
    { json: {}, binary: { text: { ...photo, name: 'a.txt', mediaType: 'text/plain' } } },
  ];
  const fileBytes = { '0/text': Buffer.from('hello').toString('base64') };
  const { items: given } = await run(
    `const [own] = items;
     const read = (await this.helpers.getBinaryDataBuffer(0, 'text')).toString();
     const made = await this.helpers.prepareBinaryData(Buffer.from(read.toUpperCase()), 'b.txt', 'text/plain');
     return [
       { json: { read, base64: own.binary.text.data, name: own.binary.text.fileName }, binary: { own: own.binary.text, made } },
       { binary: { other: $('Download').first().binary.data, plain: { data: 'eHk=', mimeType: 'text/csv' } } },
     ];`,
    { items, fileBytes },
  );
  expect(given[0]).toMatchObject({
    json: { read: 'hello', base64: fileBytes['0/text'], name: 'a.txt' },
    binary: { own: items[0]?.binary?.['text'] },
    made: { made: { name: 'b.txt', mediaType: 'text/plain', data: Buffer.from('HELLO').toString('base64') } },
  });
  expect(given[1]).toMatchObject({
    binary: { other: photo },
    made: { plain: { name: 'plain', mediaType: 'text/csv', data: 'eHk=' } },
  });
});

it('is loose about variables, as code that people bring is', async () => {
  const { items } = await run(
    'for (entry of items) { total = (typeof total === "undefined" ? 0 : total) + entry.json.a; }\nreturn { total };',
  );
  expect(items[0]?.json).toEqual({ total: 3 });
});
