import { GUEST_NAMES } from './guest-names';

/**
 * What runs inside the guest around users' code: fixed time, seeded random numbers, a console that only collects, the
 * names that code knows, and JSON both ways. It protects nobody: users' code may break all of it and harms its own
 * result alone. The parent trusts none of what comes back.
 *
 * The value of the program is `[start, finish]`. `start` sets users' code going; once no more jobs are pending,
 * `finish` gives the reply as text, 'again' after it ran what a timer was to do, or '' while a promise is still open.
 */
export const GUEST_PROGRAM = String.raw`(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { InternalError } = globalThis;
  const RealDate = Date;
  const AsyncFunction = (async () => {}).constructor;
  const { luxon, jmespath, Buffer, setZone } = globalThis.heddleLibrary;
  delete globalThis.heddleLibrary;
  const MAX_LINES = 200;
  const MAX_LINE = 2000;
  const lines = [];
  let reply = null;

  const show = (value) => {
    if (typeof value === 'string') return value;
    try {
      if (value instanceof Error) return value.name + ': ' + value.message;
      const text = stringify(value);
      return text === undefined ? String(value) : text;
    } catch {
      return '[cannot be shown]';
    }
  };
  const write = (level) => (...values) => {
    if (lines.length >= MAX_LINES) return;
    const text = values.map(show).join(' ');
    lines[lines.length] = { level, text: text.length > MAX_LINE ? text.slice(0, MAX_LINE) + '…' : text };
  };
  globalThis.console = { log: write('log'), info: write('log'), debug: write('log'), warn: write('warn'), error: write('error') };

  const fixTime = (now) => {
    function FixedDate(...parts) {
      if (!new.target) return new RealDate(now).toString();
      return Reflect.construct(RealDate, parts.length === 0 ? [now] : parts, new.target === FixedDate ? RealDate : new.target);
    }
    FixedDate.prototype = RealDate.prototype;
    RealDate.prototype.constructor = FixedDate;
    FixedDate.now = () => now;
    FixedDate.UTC = RealDate.UTC;
    FixedDate.parse = RealDate.parse;
    globalThis.Date = FixedDate;
  };

  const seedRandom = (seed) => {
    let state = 0x811c9dc5;
    for (let i = 0; i < seed.length; i += 1) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
    Math.random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  };

  class BadResult extends Error {}

  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

  const placeOf = (said) => {
    const place = isObject(said) ? (said.input ? undefined : said.item) : said;
    return Number.isInteger(place) ? place : undefined;
  };

  const originOf = (entry, origins) => {
    const said = entry.pairedItem;
    if (Array.isArray(said)) return said.map(placeOf).filter((place) => place !== undefined);
    return placeOf(said) ?? origins.get(entry) ?? origins.get(entry.json);
  };

  const hasOwn = Object.prototype.hasOwnProperty;
  const ITEM_KEYS = ['json', 'binary', 'pairedItem', 'error', 'index'];

  const hasItemKeysOnly = (entry) => {
    for (const key in entry) if (key !== 'json' && !ITEM_KEYS.includes(key) && hasOwn.call(entry, key)) return false;
    return true;
  };

  const toItem = (entry, index, origins) => {
    if (!isObject(entry)) {
      throw new BadResult('The code returned ' + (Array.isArray(entry) ? 'a list' : entry === null ? 'null' : 'a ' + typeof entry) + ' where an object belongs. Return items or plain objects.');
    }
    const whole = (isObject(entry.json) || (entry.json === undefined && isObject(entry.binary))) && hasItemKeysOnly(entry);
    const item = { json: whole ? (entry.json ?? {}) : entry };
    const from = index ?? (whole || !Array.isArray(entry.pairedItem) ? originOf(entry, origins) : undefined);
    if (from !== undefined) item.from = from;
    if (whole && isObject(entry.binary)) {
      item.binary = {};
      for (const name of Object.keys(entry.binary)) item.binary[name] = fileOf(entry.binary[name]);
    }
    return item;
  };

  // A file that was handed in goes on by its handle; one that code made is its bytes in base64.
  const fileOf = (file) => {
    if (!isObject(file) || typeof file.id === 'string') return file && file.id;
    if (typeof file.data !== 'string') return undefined;
    return { data: file.data, name: file.fileName ?? file.name, mediaType: file.mimeType ?? file.mediaType };
  };

  const collect = (value, index, origins, into) => {
    if (value === null || value === undefined) return;
    for (const entry of Array.isArray(value) ? value : [value]) into[into.length] = toItem(entry, index, origins);
  };

  const lineOf = (error) => {
    const match = /<input>:(\d+)/.exec(String(error && error.stack));
    return match ? Math.max(1, Number(match[1]) - 2) : undefined;
  };

  const limitOf = (error) => {
    if (!(error instanceof InternalError)) return undefined;
    if (error.message === 'interrupted') return 'timeout';
    return error.message === 'out of memory' ? 'out-of-memory' : undefined;
  };

  const failure = (error, code, itemIndex) => {
    const isError = error instanceof Error;
    const known = error instanceof BadResult ? 'bad-result' : (limitOf(error) ?? code);
    const message = known === 'bad-result' ? error.message : isError ? error.name + ': ' + withHint(error) : 'It threw ' + show(error);
    return { ok: false, code: known, message: String(message).slice(0, 2000), line: known === 'bad-result' ? undefined : lineOf(error), itemIndex };
  };

  const compile = (source) =>
    /\bawait\b/.test(source) ? new AsyncFunction(source) : new Function(source);

  // Names are globals, so that code may declare its own of the same name.
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const defineLazily = (name, make) =>
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() { const value = make(); define(name, value); return value; },
      set(value) { define(name, value); },
    });

${GUEST_NAMES}

  let self;

  const start = (source, mode, text, now, seed, around) => {
    const items = parse(text);
    const origins = new Map();
    if (mode === 'all') items.forEach((item, index) => origins.set(item, index).set(item.json, index));
    fixTime(now);
    seedRandom(seed);
    let at = mode === 'all' ? 0 : -1;
    defineScope(mode, items, parse(around), () => Math.max(at, 0));
    let run;
    try {
      run = compile(source);
    } catch (error) {
      reply = failure(error, 'syntax');
      return;
    }
    const out = [];
    const main = async () => {
      if (mode === 'all') return collect(await run.call(self), undefined, origins, out);
      for (at = 0; at < items.length; at += 1) {
        try {
          const value = run.call(self);
          collect(value && typeof value.then === 'function' ? await value : value, at, origins, out);
        } catch (error) {
          if (mode !== 'each-on' || limitOf(error) !== undefined) throw error;
          out[out.length] = { json: {}, from: at, failed: failure(error, 'threw') };
        }
      }
    };
    main().then(
      () => { reply = { ok: true, items: out }; },
      (error) => { reply = failure(error, 'threw', mode === 'all' || at < 0 ? undefined : at); },
    );
  };

  const finish = (maxOutput) => {
    if (reply === null && runTimer()) return 'again';
    if (reply === null) return '';
    try {
      const text = stringify({ ...reply, ...(reply.ok ? { staticData: changedData() } : {}), console: lines });
      if (text.length <= maxOutput) return text;
      return stringify({ ok: false, code: 'too-large-output', message: '', console: lines });
    } catch (error) {
      const limit = limitOf(error);
      if (limit !== undefined) return stringify({ ok: false, code: limit, message: '', console: lines });
      const message = 'What the code returned cannot be written as JSON (' + show(error) + ').';
      return stringify({ ok: false, code: 'bad-result', message, console: lines });
    }
  };
  return [start, finish];
})()`;
