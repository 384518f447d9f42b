import type { RunStore } from '@/infra/db/run-store/run-store';
import type { MemoryStore } from './memory-store';

/** The store in memory behind the port of the one in PostgreSQL, with nothing on the way that could break. */
export function asRunStore(memory: MemoryStore): RunStore {
  return {
    claim: (input) => Promise.resolve(memory.claim(input)),
    loadWaits: (keys) => Promise.resolve(memory.loadWaits(keys)),
    flush: (input) => Promise.resolve(memory.flush(input)),
    findSteered: (workerId) => Promise.resolve(memory.findSteered(workerId)),
    beat: (input) => Promise.resolve(memory.beat(input)),
    reclaim: () => Promise.resolve(memory.reclaim()),
    giveBackUnknown: (input) => Promise.resolve(memory.giveBackUnknown(input)),
    retire: (workerId) => Promise.resolve(memory.retire(workerId)),
    findStartable: (input) => Promise.resolve(memory.findStartable(input)),
    findRunOrigin: () => Promise.resolve({ workflowName: 'simulated', tenantSlug: 'simulated' }),
    isCalm: () => true,
    countFamily: (input) => Promise.resolve(memory.countFamily(input)),
    readEndedRuns: (input) => Promise.resolve(memory.readEndedRuns(input)),
    readRunLog: (input) => Promise.resolve(memory.readRunLog(input)),
  };
}
