import { expect, it } from 'vitest';
import { answerStatus, failureCategory, type FailureCategory } from './failure-category';

const cases: [string, number | null, FailureCategory][] = [
  ['http.status', 404, 'outside-refused'],
  ['http.status', 429, 'outside-refused'],
  ['http.status', 500, 'outside-unreachable'],
  ['http.status', 503, 'outside-unreachable'],
  ['http.status', 504, 'timeout'],
  ['http.status', null, 'outside-refused'],
  ['http.connect-failed', null, 'outside-unreachable'],
  ['http.timeout', null, 'timeout'],
  ['run.timed-out', null, 'timeout'],
  ['step.timeout', null, 'timeout'],
  ['wait.timed-out', null, 'timeout'],
  ['http.too-large', null, 'limit'],
  ['run.too-many-steps', null, 'limit'],
  ['step.output-too-large', null, 'limit'],
  ['step.too-many-items', null, 'limit'],
  ['expression.missing-node', null, 'expression'],
  ['parameter.required', null, 'bad-data'],
  ['condition.wrong-type', null, 'bad-data'],
  ['run.poisoned', null, 'poisoned'],
  ['step.in-doubt', null, 'in-doubt'],
  ['step.crashed', null, 'internal'],
  ['code.threw', null, 'workflow'],
  ['a-code-of-a-stop-node', null, 'workflow'],
];

it.each(cases)('%s %s is %s', (code, status, category) => {
  expect(failureCategory({ code, ...(status === null ? {} : { details: { status } }) })).toBe(category);
});

it('takes nothing for a status that is none', () => {
  for (const status of ['503', 0, 1000, 1.5, null]) expect(answerStatus({ details: { status } })).toBeNull();
  expect(answerStatus({})).toBeNull();
});
