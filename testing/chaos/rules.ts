/** The rules of the oracle, and what it says when one is broken. */

export const RULES = {
  'nothing-lost': 'every run that was promised exists, once',
  'all-ended': 'every run ended, or waits for a person',
  'good-reason': 'no run failed because something of ours was interrupted',
  'one-success': 'at most one success for each step',
  'one-epoch': 'no write under an old epoch, no gap in the log',
  'intent-first': 'every effect has an earlier intent on disk',
  'same-key': 'a write carries one key, however often it is sent',
  'no-wrong-repeat': 'a write is sent again only where its policy says so',
  'no-false-receipt': 'what is recorded as done was done',
  'cancel-holds': 'a cancelled run starts nothing more',
  'recovery-in-time': 'runs of a worker that died go on within two leases',
  'real-chaos': 'the faults struck while there was work',
} as const;
export type Rule = keyof typeof RULES;

export interface Violation {
  rule: Rule;
  /** What was found, with ids. */
  text: string;
}
