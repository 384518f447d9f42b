import { describe, expect, it } from 'vitest';
import { createDetailQueue } from './detail-queue';

/** A clock by hand: drawing a portion takes 3 ms. */
function setUp() {
  let time = 0;
  const frames: (() => void)[] = [];
  const queue = createDetailQueue({
    now: () => time,
    nextFrame: (callback) => void frames.push(callback),
    drawNow: (callback) => {
      callback();
      time += 3;
    },
  });
  const drawn: string[] = [];
  const add = (name: string, inFull = false) =>
    queue.add((full) => void drawn.push(`${name}${full ? '+' : '-'}`), inFull);
  return { queue, drawn, add, frame: () => frames.shift()?.(), frames };
}

describe('drawing in detail', () => {
  it('goes on for as long as a frame allows and no longer', () => {
    const { drawn, add, frame, frames } = setUp();
    for (let count = 0; count < 12; count += 1) add(`n${count}`);
    expect(drawn).toEqual([]);
    expect(frames).toHaveLength(1);
    frame();
    expect(drawn).toHaveLength(9);
    frame();
    expect(drawn).toHaveLength(12);
    expect(frames).toEqual([]);
  });

  it('turns round when the wish changes before everything was drawn', () => {
    const { queue, drawn, add, frame, frames } = setUp();
    for (let count = 0; count < 10; count += 1) add(`n${count}`);
    frame();
    drawn.length = 0;
    queue.want(false);
    while (frames.length > 0) frame();
    expect(drawn).toHaveLength(9);
    expect(drawn.every((line) => line.endsWith('-'))).toBe(true);
  });

  it('forgets what left the canvas', () => {
    const { drawn, add, frame } = setUp();
    const leave = add('gone');
    add('stays');
    leave();
    frame();
    expect(drawn).toEqual(['stays+']);
  });

  it('draws small workflows at once', () => {
    const { queue, frames, add } = setUp();
    queue.expect(60);
    expect(queue.startsInFull()).toBe(true);
    add('a', true);
    expect(frames).toEqual([]);
    queue.expect(61);
    expect(queue.startsInFull()).toBe(false);
    queue.expect(10);
    queue.want(false);
    expect(queue.startsInFull()).toBe(false);
  });
});
