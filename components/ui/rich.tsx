import type { ReactNode } from 'react';

/** The tags that messages may use, for `t.rich`: `<code>` for what is typed or named exactly. */
export const RICH = {
  code: (chunks: ReactNode) => (
    <code className="rounded bg-surface-sunken px-1 py-px font-mono text-[0.92em] break-words">{chunks}</code>
  ),
};
