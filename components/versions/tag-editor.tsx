'use client';
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Tag, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { VersionView } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { toast } from '@/components/ui/toast';

interface VersionAt {
  tenant: string;
  id: string;
  version: VersionView;
}

/** Changes of tags; the list is read again after each. */
function useTagging({ tenant, id, version }: VersionAt) {
  const t = useTranslations('versions.tags');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = (error: { message: string }) => toast.error(error.message);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.workflow.listVersions.pathKey() });
  const add = useMutation(
    trpc.workflow.tagVersion.mutationOptions({
      onError,
      onSuccess: ({ movedFrom }, { name }) => {
        if (movedFrom !== null) toast.info(t('moved', { name, from: movedFrom }));
        return refresh();
      },
    }),
  );
  const remove = useMutation(trpc.workflow.untagVersion.mutationOptions({ onError, onSuccess: refresh }));
  return {
    isBusy: add.isPending || remove.isPending,
    add: (name: string) => add.mutate({ tenant, id, version: version.number, name }),
    remove: (name: string) => remove.mutate({ tenant, id, name }),
  };
}

/** The tags of a version as small signs. */
export function TagBadges({ tags }: { tags: readonly string[] }) {
  return tags.map((name) => (
    <Badge key={name} tone="accent">
      <Tag aria-hidden /> {name}
    </Badge>
  ));
}

function TagForm(at: VersionAt) {
  const t = useTranslations('versions.tags');
  const { isBusy, add, remove } = useTagging(at);
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    add(name.trim());
    setName('');
  };
  return (
    <div className="space-y-2">
      <ul className="flex flex-wrap gap-1.5 empty:hidden">
        {at.version.tags.map((tag) => (
          <li
            key={tag}
            className="flex items-center gap-0.5 rounded-full bg-accent-soft pl-2 text-xs text-accent"
          >
            {tag}
            <button
              type="button"
              aria-label={t('remove', { name: tag })}
              disabled={isBusy}
              className="flex size-6 items-center justify-center rounded-full hover:text-danger"
              onClick={() => remove(tag)}
            >
              <X className="size-3" />
            </button>
          </li>
        ))}
      </ul>
      <form className="flex gap-2" onSubmit={submit}>
        <Input
          autoFocus
          data-testid="versions.tag.name"
          aria-label={t('name')}
          placeholder={t('placeholder')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" data-testid="versions.tag.add" disabled={isBusy || name.trim() === ''}>
          {t('add')}
        </Button>
      </form>
      <p className="text-xs text-muted">{t('help')}</p>
    </div>
  );
}

/** Adds and removes tags of a version. */
export function TagButton(at: VersionAt) {
  const t = useTranslations('versions.tags');
  const label = t('label', { number: at.version.number });
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost" data-testid="versions.tag" aria-label={label}>
          <Tag /> {t('button')}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label={label}>
        <TagForm {...at} />
      </PopoverContent>
    </Popover>
  );
}
