'use client';
import { CircleHelp } from 'lucide-react';
import type { NodeFamily } from '@/core/node-kit/definition';
import { cn } from '@/components/ui/cn';
import { useEditor } from '@/components/editor/editor-context';
import { FAMILY_CHIP } from './family-look';

const SIZES = { md: 'size-9 rounded-lg', sm: 'size-7 rounded-md', xs: 'size-5 rounded' } as const;
const ICONS = { md: 'size-5', sm: 'size-4', xs: 'size-3' } as const;

/** A node type's icon on its family's colour. The SVG is a mask, so nothing in the file is ever run. */
export function NodeChip({
  type,
  family,
  size = 'md',
}: {
  type: string;
  family: NodeFamily;
  size?: keyof typeof SIZES;
}) {
  const svg = useEditor().icons[type];
  const mask = svg
    ? `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / contain no-repeat`
    : undefined;
  return (
    <span
      aria-hidden
      className={cn('inline-flex shrink-0 items-center justify-center', SIZES[size], FAMILY_CHIP[family])}
    >
      {mask ? (
        <span className={cn('block bg-current', ICONS[size])} style={{ mask, WebkitMask: mask }} />
      ) : (
        <CircleHelp className={ICONS[size]} />
      )}
    </span>
  );
}
