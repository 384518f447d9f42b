'use client';
import { useState } from 'react';
import { Copy, CornerDownLeft, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toast';
import { pathName } from './drag-path';
import { pathExpression } from './item-schema';
import { usePathTarget } from './path-target';

/** What can be done with a path by keyboard: put it into a field, or copy it. */
export function PathMenu({ path, label }: { path: readonly (string | number)[]; label: string }) {
  const t = useTranslations('data');
  const target = usePathTarget();
  const [isOpen, setOpen] = useState(false);
  if (!target) return null;
  const expression = pathExpression(path);
  const copy = async () => {
    await navigator.clipboard.writeText(expression);
    toast.success(t('path.copied'));
  };
  return (
    <DropdownMenu open={isOpen} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          aria-label={t('path.use', { name: label })}
          data-testid={`data.path.${path.join('.')}`}
          className="flex size-6 shrink-0 items-center justify-center rounded text-faint opacity-0 group-focus-within/path:opacity-100 group-hover/path:opacity-100 hover:bg-surface hover:text-foreground focus-visible:opacity-100 data-[state=open]:opacity-100"
        >
          <Plus className="size-3.5" />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-80 w-64 overflow-y-auto">
        <DropdownMenuLabel className="font-mono">{expression}</DropdownMenuLabel>
        {isOpen
          ? target.fields().map((field) => (
              <DropdownMenuItem
                key={field.key}
                data-testid={`data.insert.${field.key}`}
                onSelect={() => target.insert(field.key, { expression, name: pathName(path) })}
              >
                <CornerDownLeft /> <span className="truncate">{t('path.into', { field: field.title })}</span>
              </DropdownMenuItem>
            ))
          : null}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void copy()}>
          <Copy /> {t('path.copy')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
