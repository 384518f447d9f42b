'use client';
import { useTenant } from '@/components/shell/tenant-context';
import { useNodeTypes } from '@/components/texts/use-node-types';

const MOST = 6;

/** The kinds of nodes a workflow has, each once, as small icons. */
export function NodeTypeIcons({ types }: { types: readonly string[] }) {
  const tenant = useTenant();
  const catalog = useNodeTypes(tenant.slug);
  const names = new Map(catalog.data?.definitions.map((definition) => [definition.type, definition.name]));
  return (
    <span className="flex items-center gap-1.5 text-muted">
      {types.slice(0, MOST).map((type) => {
        const svg = catalog.data?.icons[type];
        if (!svg) return null;
        const mask = `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / contain no-repeat`;
        return (
          <span
            key={type}
            role="img"
            aria-label={names.get(type) ?? type}
            title={names.get(type) ?? type}
            className="size-4 bg-current"
            style={{ mask, WebkitMask: mask }}
          />
        );
      })}
      {types.length > MOST ? <span className="text-xs">+{types.length - MOST}</span> : null}
    </span>
  );
}
