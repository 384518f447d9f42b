/** Receipts in words: which sentence says what became of an outside effect. Pure; the texts are under `run.receipt`. */
import type { RunReceiptView, RunStepView } from '@/core/contracts/run-view';

export type ReceiptSentence = 'answered' | 'replayed' | 'failed' | 'in-doubt' | 'under-way';

/** The sentence for a receipt of a step. */
export function receiptSentence(
  receipt: Pick<RunReceiptView, 'status' | 'replayed'>,
  step: Pick<RunStepView, 'status'>,
): ReceiptSentence {
  if (receipt.replayed) return 'replayed';
  if (receipt.status === 'answered') return 'answered';
  if (receipt.status === 'failed') return 'failed';
  return step.status === 'running' || step.status === 'queued' ? 'under-way' : 'in-doubt';
}

/** When that happened: the answer where there is one, else the attempt. */
export function receiptTime(receipt: Pick<RunReceiptView, 'intendedAt' | 'endedAt'>): string {
  return receipt.endedAt ?? receipt.intendedAt;
}
