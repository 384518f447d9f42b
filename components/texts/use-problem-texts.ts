'use client';
import { useMemo } from 'react';
import { useTranslations } from 'next-intl';
import { createProblemTexts, type ProblemTexts } from './problem-text';

/** Problems and errors of runs in the person's language. */
export function useProblemTexts(): ProblemTexts {
  const messages = useTranslations();
  return useMemo(() => createProblemTexts(messages), [messages]);
}
