'use client';
import type { RunView } from '@/core/contracts/run-view';
import { DoubtDecision } from './doubt-decision';

/** Every step of the run that waits for a person's word. */
export function RunDoubts({ run }: { run: RunView }) {
  const steps = run.steps.filter((step) => step.status === 'in-doubt');
  if (steps.length === 0) return null;
  return (
    <ul className="mx-3 my-2 space-y-2">
      {steps.map((step) => (
        <li key={step.key}>
          <DoubtDecision step={step} />
        </li>
      ))}
    </ul>
  );
}
