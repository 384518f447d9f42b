import type { RunView } from '@/core/contracts/run-view';
import { RunErrorNote } from './error-words';
import { RunDoubts } from './run-doubts';
import { RunWaits } from './wait-words';

/** What wants attention in a run, above its steps: why it failed, what is in doubt, what it waits for. */
export function RunNotes({ run }: { run: RunView }) {
  return (
    <div className="max-h-[60%] shrink-0 overflow-y-auto">
      <RunErrorNote run={run} />
      <RunDoubts run={run} />
      <RunWaits run={run} />
    </div>
  );
}
