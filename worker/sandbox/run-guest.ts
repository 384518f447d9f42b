/** Runs one request after another in QuickJS, each from the same first state. Used in the sandbox child only. */
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  RELEASE_SYNC,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten';
import { GUEST_LIBRARY } from './guest-library.generated';
import { GUEST_PROGRAM } from './guest-program';
import { takeSnapshot, type MemorySnapshot } from './memory-snapshot';
import type { CodeRequest, GuestFailureCode, GuestReply } from './protocol';

/** The wall: WebAssembly itself gives no more than this, whatever the engine believes. */
const MAX_PAGES = 1536;
const STACK_LIMIT_BYTES = 256 * 1024;
/** What `finish` says while timers are left. */
const AGAIN = 'again';
/** Memory never shrinks; beyond this a child is replaced after its call. */
const WORN_BYTES = 48 * 1024 * 1024;

export interface Guest {
  /** The reply's text. `worn` says that the process should not be used again. */
  run(request: CodeRequest): { text: string; worn: boolean };
}

/** What a call works with. Handles made during a call are not disposed of: the next restore forgets them. */
interface Engine {
  runtime: QuickJSRuntime;
  context: QuickJSContext;
  start: QuickJSHandle;
  finish: QuickJSHandle;
  /** Milliseconds since the epoch; guest code is interrupted after it. */
  deadline: number;
  snapshot: MemorySnapshot;
}

/** Loads the engine. Takes some milliseconds; once for each child. */
export async function createGuest(): Promise<Guest> {
  const memory = new WebAssembly.Memory({ initial: 256, maximum: MAX_PAGES });
  const engine = await startEngine(memory);
  return {
    run(request) {
      try {
        engine.snapshot.restore();
        engine.deadline = Date.now() + request.timeoutMs;
        // After the restore, which brings back the engine's own limit with its memory.
        engine.runtime.setMemoryLimit(request.maxMemoryBytes);
        const text = drive(engine, request);
        return { text, worn: memory.buffer.byteLength > WORN_BYTES };
      } catch (error) {
        // The engine itself gave up (an allocation it could not survive): nothing in it can be relied on any more.
        return { text: failure('out-of-memory', String(error)), worn: true };
      }
    },
  };
}

async function startEngine(memory: WebAssembly.Memory): Promise<Engine> {
  const wasm = await newQuickJSWASMModuleFromVariant(newVariant(RELEASE_SYNC, { wasmMemory: memory }));
  const runtime = wasm.newRuntime();
  runtime.setMaxStackSize(STACK_LIMIT_BYTES);
  const context = runtime.newContext();
  context.unwrapResult(context.evalCode(GUEST_LIBRARY, 'library.js')).dispose();
  const pair = context.unwrapResult(context.evalCode(GUEST_PROGRAM, 'guest.js'));
  const engine: Omit<Engine, 'snapshot'> = {
    runtime,
    context,
    start: context.getProp(pair, 0),
    finish: context.getProp(pair, 1),
    deadline: Infinity,
  };
  // One object from here on: the handler reads the deadline that each call sets.
  const whole: Engine = Object.assign(engine, { snapshot: { restore: () => undefined } });
  runtime.setInterruptHandler(() => Date.now() > whole.deadline);
  whole.snapshot = takeSnapshot(memory);
  return whole;
}

function drive(engine: Engine, request: CodeRequest): string {
  const { runtime, context, start, finish } = engine;
  const started = context.callFunction(
    start,
    context.undefined,
    context.newString(request.source),
    context.newString(request.mode),
    context.newString(request.items),
    context.newNumber(request.now),
    context.newString(request.seed),
    context.newString(request.scope),
  );
  if (started.error) return explain(engine, started.error);
  // Each round runs what is to happen next by a timer; there are no more rounds than time.
  let text = AGAIN;
  while (text === AGAIN) {
    const jobs = runtime.executePendingJobs();
    if (jobs.error) return explain(engine, jobs.error);
    const finished = context.callFunction(finish, context.undefined, context.newNumber(request.maxOutput));
    if (finished.error) return explain(engine, finished.error);
    text = context.getString(finished.value);
    finished.value.dispose();
    if (text === AGAIN && Date.now() >= engine.deadline) return failure('timeout', '');
  }
  if (text !== '') return text;
  return failure(Date.now() >= engine.deadline ? 'timeout' : 'never-finished', '');
}

/** An error that reached the border: time, memory, or users' code tampering with what surrounds it. */
function explain({ context, deadline }: Engine, error: QuickJSHandle): string {
  const property = context.getProp(error, 'message');
  const message = context.typeof(property) === 'string' ? context.getString(property) : '';
  if (Date.now() >= deadline || message === 'interrupted') return failure('timeout', message);
  return failure(/out of memory/i.test(message) ? 'out-of-memory' : 'threw', message);
}

function failure(code: GuestFailureCode, message: string): string {
  const reply: GuestReply = { ok: false, code, message: message.slice(0, 500) };
  return JSON.stringify(reply);
}
