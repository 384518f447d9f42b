import { cn } from '@/components/ui/cn';

/** The product's mark: warp threads passing a heddle's eye. */
export function HeddleMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn('text-accent', className)} fill="none">
      <rect x="1" y="1" width="22" height="22" rx="6" fill="currentColor" />
      <g stroke="var(--accent-foreground)" strokeWidth="1.8" strokeLinecap="round">
        <path d="M8 5v14M16 5v14" />
        <path d="M5.5 12h4M14.5 12h4" opacity="0.55" />
        <circle cx="12" cy="12" r="2.2" />
      </g>
    </svg>
  );
}
