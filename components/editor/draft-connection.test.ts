import { describe, expect, it } from 'vitest';
import { ANSWER_MS, connectDraft, reconnectDelayMs, type DraftSocket } from './draft-connection';

function play() {
  const sockets: DraftSocket[] = [];
  const delays: number[] = [];
  const log: string[] = [];
  let due: (() => void) | null = null;
  const connection = connectDraft({
    open: () => {
      const socket: DraftSocket = {
        send: (text) => log.push(text),
        close: () => {},
        onopen: null,
        onclose: null,
        onmessage: null,
      };
      sockets.push(socket);
      return socket;
    },
    onFrame: (frame) => log.push(frame.t),
    onConnected: (connected) => log.push(connected ? 'up' : 'down'),
    schedule: (fn, ms) => {
      delays.push(ms);
      due = fn;
      return () => {
        due = null;
      };
    },
  });
  return { sockets, delays, log, connection, tick: () => due?.() };
}

describe('a draft connection', () => {
  it('tries again after a growing delay and starts over once it was open', () => {
    const { sockets, delays, tick } = play();
    sockets.at(-1)?.onclose?.();
    tick();
    sockets.at(-1)?.onclose?.();
    tick();
    sockets.at(-1)?.onopen?.();
    sockets.at(-1)?.onclose?.();
    expect(delays).toEqual([500, 1000, 500]);
    expect(reconnectDelayMs(20)).toBe(10_000);
  });

  it('leaves out frames it cannot read and sends only while open', () => {
    const { sockets, log, connection } = play();
    expect(connection.send({ t: 'update', n: 1, update: 'AA==' })).toBe(false);
    sockets[0]?.onopen?.();
    sockets[0]?.onmessage?.({ data: 'not json' });
    sockets[0]?.onmessage?.({ data: '{"t":"odd"}' });
    sockets[0]?.onmessage?.({ data: '{"t":"ack","n":1,"revision":2}' });
    expect(log).toEqual(['up', 'ack']);
  });

  it('takes silence after a frame for a lost connection, and any answer for a living one', () => {
    const { sockets, log, delays, connection, tick } = play();
    const ack = { data: '{"t":"ack","n":1,"revision":2}' };
    sockets[0]?.onopen?.();
    connection.send({ t: 'update', n: 1, update: 'AA==' });
    sockets[0]?.onmessage?.(ack);
    tick();
    expect(log).not.toContain('down');
    connection.send({ t: 'update', n: 2, update: 'AA==' });
    tick();
    expect(log.at(-1)).toBe('down');
    expect(delays).toEqual([ANSWER_MS, ANSWER_MS, 500]);
    sockets[0]?.onclose?.();
    tick();
    expect(sockets).toHaveLength(2);
  });

  it('tries at once when asked, and never after it was closed', () => {
    const { sockets, delays, connection } = play();
    sockets[0]?.onclose?.();
    connection.retryNow();
    expect(sockets).toHaveLength(2);
    connection.close();
    sockets[1]?.onclose?.();
    expect(delays).toEqual([500]);
  });
});
