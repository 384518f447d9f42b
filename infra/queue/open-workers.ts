/**
 * Which workers have room for runs that are put into their hands. They say so on `heddle_open` again and again; what was
 * said a while ago counts no more. What is put into the hands of one that died meanwhile is claimed by others when its
 * lease is over.
 */
import type { Bus } from '@/infra/bus/bus';

/** Milliseconds between two words of a worker; said at once when it changes. */
export const OPEN_EVERY_MS = 1000;
/** A worker that was not heard for this long gets nothing. */
const SILENT_MS = 2500;

export interface OpenWorkers {
  /** The next one in turn; null while nobody has room. */
  next(): string | null;
  close(): Promise<void>;
}

/** `now` in milliseconds; never jumps. */
export async function createOpenWorkers(options: {
  bus: Pick<Bus, 'subscribe'>;
  now?: () => number;
}): Promise<OpenWorkers> {
  const { bus, now = () => performance.now() } = options;
  const heard = new Map<string, number>();
  const stop = await bus.subscribe('heddle_open', (payload) => {
    const [id, isOpen] = payload.split(',');
    if (!id) return;
    // In the order of who was heard: taking the first one gives all their turn.
    if (isOpen !== '1') heard.delete(id);
    else heard.set(id, now());
  });

  return {
    next() {
      for (const [id, at] of heard) {
        heard.delete(id);
        if (now() - at > SILENT_MS) continue;
        heard.set(id, at);
        return id;
      }
      return null;
    },
    close: stop,
  };
}

/** What a worker says of itself. */
export function openText(workerId: string, isOpen: boolean): string {
  return `${workerId},${isOpen ? '1' : '0'}`;
}
