'use client';
import { CrashNotice } from '@/components/shell/crash-notice';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <CrashNotice reference={error.digest ?? null} onRetry={reset} />;
}
