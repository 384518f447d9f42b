'use client';
import { useRef } from 'react';
import { randomId } from '@/components/editor/browser-parts';

interface CallKeys {
  /** The key of a call: the same one until it was answered. */
  of(call: string): string;
  /** It was answered: the next call like it is another one. */
  answered(call: string): void;
}

/** Idempotency keys for what a person sets off: a click whose answer was lost, made again, does nothing twice. */
export function useCallKeys(): CallKeys {
  const keys = useRef(new Map<string, string>());
  return {
    of(call) {
      const key = keys.current.get(call) ?? randomId();
      keys.current.set(call, key);
      return key;
    },
    answered: (call) => void keys.current.delete(call),
  };
}
