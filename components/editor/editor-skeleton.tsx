import { Skeleton } from '@/components/ui/skeleton';

/** The editor's outline while it loads. */
export function EditorSkeleton() {
  return (
    <div className="flex h-full flex-col" aria-busy>
      <div className="flex h-13 items-center gap-3 border-b border-border px-4">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="ml-auto h-8 w-40" />
      </div>
      <div className="flex-1 bg-canvas" />
    </div>
  );
}
