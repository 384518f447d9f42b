import { describe, expect, it } from 'vitest';
import { NO_FILTERS, parseRunFilters, runQueryOf, writeRunFilters } from './run-filters';

const parse = (text: string) => parseRunFilters(new URLSearchParams(text));
const NOW = Date.parse('2026-11-21T15:04:31Z');

describe('filters in the address', () => {
  it('come back as they were written', () => {
    const text = 'status=running%2Cfailed&workflow=w1&trigger=webhook&since=24h&q=order+7';
    expect(writeRunFilters(parse(text))).toBe(text);
    expect(parse(text)).toMatchObject({ status: ['running', 'failed'], span: '24h', text: 'order 7' });
    expect(writeRunFilters(NO_FILTERS)).toBe('');
  });

  it('leave out what means nothing', () => {
    expect(parse('status=sleeping,&trigger=telepathy&since=toString&from=soon&to=2026-13-40')).toEqual(
      NO_FILTERS,
    );
  });
});

describe('what the server is asked for', () => {
  it('asks for a span up to this minute, and twice the same within it', () => {
    const query = runQueryOf(parse('since=1h'), NOW, 0);
    expect(query).toEqual({ from: '2026-11-21T14:04:00.000Z' });
    expect(runQueryOf(parse('since=1h'), NOW + 20_000, 0)).toEqual(query);
  });

  it('takes days in the zone of the person, the last one included', () => {
    expect(runQueryOf(parse('from=2026-11-20&to=2026-11-21'), NOW, -60)).toEqual({
      from: '2026-11-19T23:00:00.000Z',
      to: '2026-11-21T23:00:00.000Z',
    });
  });

  it('says nothing about what is not filtered', () => {
    expect(runQueryOf(NO_FILTERS, NOW, 0)).toEqual({});
    expect(runQueryOf(parse('status=failed&workflow=w&trigger=error&q=%20x%20'), NOW, 0)).toEqual({
      status: ['failed'],
      workflowId: 'w',
      trigger: 'error',
      text: 'x',
    });
  });
});
