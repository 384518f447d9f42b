import type { Bus } from '@/infra/bus/bus';

/** A bus on which nobody listens; what is said goes into `told`, as `<channel> <payload>`. */
export function silentBus(told: string[] = []): Bus {
  return {
    subscribe: () => Promise.reject(new Error('nobody listens here')),
    onGap: () => undefined,
    notifiesWithCommit: () => false,
    publish: (channel, payload) => Promise.resolve(void told.push(`${channel} ${payload}`)),
    close: () => Promise.resolve(),
  };
}
