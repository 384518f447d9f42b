import { Badge } from '@/components/ui/badge';

const TONES = { GET: 'info', POST: 'success', PUT: 'warning', DELETE: 'danger' } as const;

/** The method of a call. */
export function MethodBadge({ method }: { method: string }) {
  const tone = method in TONES ? TONES[method as keyof typeof TONES] : 'neutral'; // just looked up
  return (
    <Badge tone={tone} className="w-14 justify-center rounded-md px-0 font-mono">
      {method}
    </Badge>
  );
}
