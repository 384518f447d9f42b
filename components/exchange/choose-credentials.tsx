'use client';
import { useTranslations } from 'next-intl';
import { CredentialPicker } from '@/components/credentials/credential-picker';
import type { WantedCredential } from './wanted-credentials';

/** One row for each credential that the files want; what is chosen counts for all nodes that use it. */
export function ChooseCredentials({
  wanted,
  chosen,
  onChosen,
}: {
  wanted: readonly WantedCredential[];
  /** What stands for it in the nodes → id of a credential here. */
  chosen: Readonly<Record<string, string>>;
  onChosen(chosen: Record<string, string>): void;
}) {
  const t = useTranslations('import.credentials');
  if (wanted.length === 0) return null;
  const choose = (key: string, id: string | null) => {
    const { [key]: _before, ...others } = chosen;
    onChosen(id === null ? others : { ...others, [key]: id });
  };
  return (
    <section aria-label={t('chooseTitle')} data-testid="import.credentials" className="flex flex-col gap-2">
      <div>
        <h3 className="text-[13px] font-semibold">{t('chooseTitle')}</h3>
        <p className="text-xs text-muted">{t('chooseText', { count: wanted.length })}</p>
      </div>
      <ul className="divide-y divide-border rounded-md border border-border">
        {wanted.map(({ key, name, type, kinds, nodes }, index) => (
          <li key={key} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3 py-2">
            <div className="min-w-48 flex-1">
              <p className="truncate text-[13px] font-medium">{name || t('unnamed')}</p>
              <p className="truncate text-xs text-muted" title={nodes.join(', ')}>
                {t('usedBy', { type, nodes: nodes.join(', ') })}
              </p>
            </div>
            <div className="w-72">
              <CredentialPicker
                value={chosen[key] ?? null}
                onChange={(id) => choose(key, id)}
                kinds={kinds}
                label={t('stands', { name: name || type })}
                testId={`import.credential.${index}`}
                none={t('skip')}
                preset={{ name: name || type }}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
