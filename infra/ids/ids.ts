/**
 * Ids of our rows: UUIDv7, so they sort by the time they were made and history can be partitioned on them. Within a
 * process each id is greater than the one before, also within a millisecond and when the clock steps back.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@/infra/clock/clock';

export interface Ids {
  uuid7(): string;
}

/** The 12 bits behind the version nibble count within a millisecond. */
const LAST_COUNT = 0xfff;

/** Makes a generator. One for each process: two of them promise no order between each other. */
export function createIds(clock: Clock): Ids {
  let lastMs = 0;
  let count = 0;
  return {
    uuid7() {
      const now = clock.now();
      const bytes = randomBytes(10);
      if (now > lastMs) {
        lastMs = now;
        // Starts in the lower half, which leaves room to count.
        count = bytes.readUInt16BE(0) & 0x7ff;
      } else if (count < LAST_COUNT) {
        count += 1;
      } else {
        lastMs += 1;
        count = 0;
      }
      return format(lastMs, count, bytes);
    },
  };
}

function format(ms: number, count: number, bytes: Buffer): string {
  const time = ms.toString(16).padStart(12, '0');
  bytes[2] = (bytes.readUInt8(2) & 0x3f) | 0x80;
  const random = bytes.toString('hex', 2);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${random.slice(0, 4)}-${random.slice(4)}`;
}
