'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Role } from '@/core/access/roles';
import { useTRPC } from '@/components/api/trpc-provider';
import { RoleSelect } from '@/components/people/role-select';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';

const HOUR_MS = 3_600_000;
const NAME = 'API page';

/** Where the key for trying calls comes from: pasted, or made here for an hour. It is state of the page alone. */
export function KeyBox({ value, onChange }: { value: string; onChange(key: string): void }) {
  const t = useTranslations('apiExplorer.key');
  const trpc = useTRPC();
  const tenant = useTenant();
  const [role, setRole] = useState<Role>('developer');
  const create = useMutation(trpc.apiKey.create.mutationOptions({ onSuccess: ({ key }) => onChange(key) }));
  const make = () =>
    create.mutate({
      tenant: tenant.slug,
      name: NAME,
      role,
      expiresAt: new Date(Date.now() + HOUR_MS).toISOString(),
    });
  return (
    <section
      aria-label={t('title')}
      className="mb-5 flex flex-wrap items-start gap-4 rounded-lg border border-border bg-surface p-4 shadow-card"
    >
      <div className="min-w-64 flex-1">
        <FormField
          label={t('label')}
          help={create.isSuccess && value === create.data.key ? t('made') : t('help')}
        >
          {(ids) => (
            <Input
              {...ids}
              type="password"
              value={value}
              autoComplete="off"
              placeholder="hdl_…"
              data-testid="api.key"
              className="font-mono"
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </FormField>
        <FormError>{create.error?.message}</FormError>
      </div>
      {tenant.may('api-key:write') ? (
        <div className="flex items-end gap-2">
          <FormField label={t('role')}>
            {({ id }) => (
              <RoleSelect id={id} value={role} onChange={setRole} mayNameOwner={tenant.role === 'owner'} />
            )}
          </FormField>
          <Button data-testid="api.makeKey" disabled={create.isPending} onClick={make}>
            {t('make')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
