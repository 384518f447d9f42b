import { expect, it } from 'vitest';
import {
  causeOf,
  isNarrowed,
  letterMatch,
  NO_LETTER_FILTERS,
  parseLetterFilters,
  writeLetterFilters,
} from './letter-filters';

const ID = '019aa5b2-6c00-7d31-9a54-1f0c2e9b7a10';
const parse = (query: string) => parseLetterFilters(new URLSearchParams(query));

it('goes through the address and back', () => {
  const query = `status=handled&view=runs&category=timeout&workflow=${ID}&node=send&code=http.status&answer=503&since=7d`;
  expect(writeLetterFilters(parse(query))).toBe(query);
  expect(writeLetterFilters(NO_LETTER_FILTERS)).toBe('');
});

it('leaves out what means nothing', () => {
  expect(parse('status=gone&view=x&category=bad&workflow=1&answer=9&since=toString')).toEqual(
    NO_LETTER_FILTERS,
  );
});

it('is narrowed by filters, not by how it is looked at', () => {
  expect(isNarrowed(parse('status=handled&view=runs'))).toBe(false);
  expect(isNarrowed(parse('code=x'))).toBe(true);
});

it('asks for a cause by everything that makes it one', () => {
  const cause = causeOf({ workflowId: ID, nodeId: null, code: 'run.poisoned', answerStatus: null });
  expect(letterMatch({ ...NO_LETTER_FILTERS, ...cause }, 0)).toEqual({
    workflowId: ID,
    nodeId: '-',
    code: 'run.poisoned',
  });
  expect(letterMatch(parse('since=1h'), Date.parse('2026-11-21T12:00:30Z'))).toEqual({
    from: '2026-11-21T11:00:00.000Z',
  });
});
