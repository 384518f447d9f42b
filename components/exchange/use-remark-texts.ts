'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { RemarkView } from '@/core/contracts/import-n8n';

/** The remarks of a compatibility report in the person's language. */
export function useRemarkTexts(): (remark: RemarkView) => string {
  const t = useTranslations('import.remarks');
  return useCallback(
    ({ code, values }: RemarkView) => {
      // Codes are dotted; the messages nest by them.
      const key = code;
      return t.has(key) ? t(key, values) : code;
    },
    [t],
  );
}
