'use client';
import { useTranslations } from 'next-intl';
import type { LimitUnit } from '@/core/limits/limits';
import { amountOf } from './limit-amount';

/** Gives the text of a value: "5 minutes". */
export function useAmount(): (value: number, unit: LimitUnit) => string {
  const t = useTranslations('limits.amount');
  return (value, unit) => {
    const { amount, unit: name } = amountOf(value, unit);
    return t(name, { amount });
  };
}
