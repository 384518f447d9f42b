import { createTranslator } from 'next-intl';
import { describe, expect, it, vi } from 'vitest';
import { messages as english } from '@/messages/en';
import { createProblemTexts, type Messages } from './problem-text';

const onError = vi.fn();
function textsOf(messages: object) {
  const translator = createTranslator({ locale: 'de', onError, messages: messages as typeof english });
  return createProblemTexts(translator as unknown as Messages); // keys are made from codes, which no type knows
}
const german = textsOf({
  problems: { graph: { cycle: { message: 'Kreis bei {node}', fix: 'Weg damit.' } } },
  errors: { http: { status: { message: 'Antwort {status}' } } },
});

describe('texts of problems', () => {
  it('come from the catalogue, with the parameters', () => {
    const problem = {
      code: 'graph.cycle',
      message: 'Cycle',
      fix: 'Remove.',
      nodeId: 'a',
      params: { node: 'A' },
    };
    expect(german.problem(problem)).toEqual({ ...problem, message: 'Kreis bei A', fix: 'Weg damit.' });
  });

  it('do so for errors of runs, whose parameters are details', () => {
    const error = { code: 'http.status', message: 'Answer 500', details: { status: 500, body: {} } };
    expect(german.error(error).message).toBe('Antwort 500');
    expect(textsOf(english).error(error)).toBe(error);
  });

  it('stay English where the catalogue has none, or a parameter is missing', () => {
    const unknown = { code: 'graph.other', message: 'Other', fix: 'Mend.' };
    expect(german.problem(unknown)).toBe(unknown);
    const old = { code: 'graph.cycle', message: 'Cycle', params: {} };
    expect(german.problem(old)).toBe(old);
    expect(onError).toHaveBeenCalledOnce();
  });
});
