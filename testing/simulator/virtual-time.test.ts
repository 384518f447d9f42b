import { describe, expect, it } from 'vitest';
import { createRandom } from '@/testing/engine/random-numbers';
import { createVirtualTime } from './virtual-time';

describe('virtual time', () => {
  it('happens in order, first come first served, and what was taken away does not', async () => {
    const time = createVirtualTime();
    const seen: string[] = [];
    time.after(20, () => seen.push(`late ${time.now()}`));
    time.after(10, () => {
      seen.push(`first ${time.now()}`);
      time.after(0, () => seen.push(`then ${time.now()}`));
    });
    time.after(10, () => seen.push('second'));
    time.after(15, () => seen.push('never'))();
    expect(time.pending()).toBe(3);
    expect(await time.run({ isOver: () => false, untilMs: 100 })).toBe(false);
    expect(seen).toEqual(['first 10', 'second', 'then 10', 'late 20']);
    expect(time.pending()).toBe(0);
  });

  it('lets promises go on before the next thing happens', async () => {
    const time = createVirtualTime();
    const seen: string[] = [];
    const wait = (ms: number) => new Promise<void>((resolve) => time.after(ms, resolve));
    void (async () => {
      await wait(1);
      for (let i = 0; i < 50; i++) await Promise.resolve();
      seen.push('rested');
    })();
    time.after(1, () => seen.push('next'));
    await time.run({ isOver: () => false, untilMs: 100 });
    expect(seen).toEqual(['rested', 'next']);
  });

  it('stops at its end and goes on from there', async () => {
    const time = createVirtualTime();
    const seen: number[] = [];
    const random = createRandom(7);
    for (let i = 0; i < 500; i++) time.after(Math.floor(random() * 1000), () => seen.push(time.now()));
    expect(await time.run({ isOver: () => false, untilMs: 400 })).toBe(false);
    expect(time.now()).toBe(400);
    expect(await time.run({ isOver: () => seen.length === 500, untilMs: 5000 })).toBe(true);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});
