/** What can go wrong with users' code, in the codes and words a person sees. Nothing of it ever reached the outside. */
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { GuestFailureCode } from './protocol';

const MESSAGES: Record<GuestFailureCode, string> = {
  syntax: 'The code is not valid JavaScript.',
  threw: 'The code failed.',
  'bad-result': 'The code returned something that is not a list of items.',
  timeout: 'The code ran longer than its time limit. Give it more time, or less to do.',
  'out-of-memory': 'The code needed more memory than it may have. Work on fewer or smaller items at a time.',
  'never-finished': 'The code waits for a promise that nothing will ever settle. There is no network here.',
  'too-large-output': 'The code returned too much. Keep only the fields that are needed.',
};

const SQL_MESSAGES: Partial<Record<GuestFailureCode, string>> = {
  threw: 'The SQL failed.',
  timeout: 'The SQL ran longer than its time limit. Join by fewer rows, or narrow them down first.',
  'out-of-memory': 'The SQL needed more memory than it may have. Work on fewer or smaller items at a time.',
  'too-large-output': 'The SQL gave too much. Ask for fewer rows or columns.',
};

/** A failure the guest reported. `message`, `line` and `itemIndex` come from inside and are shown as text only. */
export function guestFailure(
  reported: { code: GuestFailureCode; message: string; line?: number; itemIndex?: number },
  kind: 'code' | 'sql' = 'code',
): NodeFailure {
  const { code, line, itemIndex } = reported;
  const own = code === 'syntax' || code === 'threw' || code === 'bad-result' ? reported.message : '';
  const place = line === undefined ? '' : `Line ${line}: `;
  const details = {
    ...(line === undefined ? {} : { line }),
    ...(itemIndex === undefined ? {} : { itemIndex }),
  };
  const words = (kind === 'sql' ? SQL_MESSAGES[code] : undefined) ?? MESSAGES[code];
  return NodeFailure.final(`${kind}.${code}`, own === '' ? words : `${place}${own}`, {
    outcome: 'not-done',
    details,
  });
}

export function tooLargeInput(limit: number, kind: 'code' | 'sql' = 'code'): NodeFailure {
  return NodeFailure.final(
    `${kind}.too-large-input`,
    `The items are too large for ${kind === 'sql' ? 'SQL' : 'code'} (over ${limit} characters). Remove fields that are not needed first.`,
    { outcome: 'not-done', details: { limit } },
  );
}

/** The child ended, or never started, for a reason that lies outside the code. */
export function sandboxLost(): NodeFailure {
  return NodeFailure.retryable(
    'code.sandbox-lost',
    'The process that ran the code ended unexpectedly. Run it again.',
    {
      outcome: 'not-done',
    },
  );
}

export function sandboxBusy(): NodeFailure {
  return NodeFailure.retryable('code.busy', 'Too much code is running already. Run it again later.', {
    outcome: 'not-done',
  });
}

export function sandboxStopped(): NodeFailure {
  return NodeFailure.final('code.aborted', 'The code was stopped before it ended.', { outcome: 'not-done' });
}
