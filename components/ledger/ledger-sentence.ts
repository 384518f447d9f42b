/** Which sentences say what became of an outside effect. Pure; the texts are under `ledger.sentence` and `ledger.after`. */
import type { ReceiptView } from '@/core/contracts/ledger';

export type Sentence =
  'answeredWith' | 'answered' | 'vouched' | 'inherited' | 'refused' | 'failed' | 'inDoubt' | 'intended';
export type Afterwards = 'kept' | 'replayed' | 'again' | 'repeat' | 'fail' | 'waits' | null;

type Told = Pick<
  ReceiptView,
  'status' | 'answerStatus' | 'decision' | 'decidedBy' | 'inherited' | 'replays' | 'intendedAt' | 'endedAt'
>;

/** What happened. */
export function sentenceOf(receipt: Told): Sentence {
  if (receipt.inherited && receipt.status === 'answered') return 'inherited';
  if (receipt.status === 'in-doubt') return 'inDoubt';
  if (receipt.status === 'intended') return 'intended';
  if (receipt.status === 'failed') return receipt.answerStatus === null ? 'failed' : 'refused';
  if (receipt.decision === 'done') return 'vouched';
  return receipt.answerStatus === null ? 'answered' : 'answeredWith';
}

/** What follows from it. */
export function afterwardsOf(receipt: Told): Afterwards {
  if (receipt.decision === 'repeat') return 'repeat';
  if (receipt.status === 'failed') return 'again';
  if (receipt.status === 'in-doubt') return receipt.decision === 'fail' ? 'fail' : 'waits';
  if (receipt.status === 'intended' || receipt.decision === 'done' || receipt.inherited) return null;
  return receipt.replays > 0 ? 'replayed' : 'kept';
}

/** When that happened: the answer where there is one, else the beginning. */
export function timeOf(receipt: Pick<Told, 'intendedAt' | 'endedAt'>): string {
  return receipt.endedAt ?? receipt.intendedAt;
}
