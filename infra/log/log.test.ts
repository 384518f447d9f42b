import { describe, expect, it } from 'vitest';
import { createLog } from './log';

function capture(options: { pretty: boolean; level?: string }) {
  const lines: string[] = [];
  const destination = { write: (text: string) => void lines.push(text) };
  const log = createLog({ name: 'web', level: options.level ?? 'info', pretty: options.pretty, destination });
  return { log, lines };
}

describe('createLog', () => {
  it('writes one JSON object a line with the bindings of its request', () => {
    const { log, lines } = capture({ pretty: false });
    log.child({ requestId: 'r1' }).info({ status: 200 }, 'answered');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      name: 'web',
      msg: 'answered',
      requestId: 'r1',
      status: 200,
    });
  });

  it('keeps the cause of an error', () => {
    const { log, lines } = capture({ pretty: false });
    log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { message: 'outer', cause: { message: 'inner' } },
    });
  });

  it.each(['authorization', 'password', 'token', 'cookie'])('never writes a value named %s', (key) => {
    const { log, lines } = capture({ pretty: false });
    log.info({ [key]: 'hunter2', headers: { [key]: 'hunter2' } }, 'careless');
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('writes nothing below its level', () => {
    const { log, lines } = capture({ pretty: false, level: 'warn' });
    log.info('quiet');
    expect(lines).toEqual([]);
  });

  it('writes one-liners for a terminal', () => {
    const { log, lines } = capture({ pretty: true });
    log.info({ port: 3000 }, 'listening');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/info.*web: listening.*port=3000/);
  });

  it('puts the stack of an error on the lines below', () => {
    const { log, lines } = capture({ pretty: true });
    log.error({ err: new Error('broken pipe') }, 'failed');
    expect(lines[0]).toMatch(/web: failed\n {4}Error: broken pipe\n/);
  });
});
