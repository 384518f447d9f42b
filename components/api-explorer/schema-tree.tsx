'use client';
import { useTranslations } from 'next-intl';
import type { ApiSchema } from './api-document';
import { schemaRows, typeWords } from './describe-schema';

interface SchemaTreeProps {
  schema: ApiSchema;
  schemas: Readonly<Record<string, ApiSchema>>;
  depth?: number;
}

/** Deeper objects open when they are asked for; a schema that holds itself ends somewhere. */
const OPEN_DEPTH = 1;
const MOST_DEPTH = 6;

/** The fields of a schema, one below the other, with what lies inside them. */
export function SchemaTree({ schema, schemas, depth = 0 }: SchemaTreeProps) {
  const t = useTranslations('apiExplorer');
  const rows = schemaRows(schema, schemas);
  if (rows.length === 0) {
    return <p className="font-mono text-xs text-muted">{typeWords(schema, schemas) || t('noFields')}</p>;
  }
  return (
    <ul className="space-y-1">
      {rows.map((row) => (
        <li key={row.name} className="text-[12.5px]">
          <div className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-xs font-medium">{row.name}</code>
            <span className="min-w-0 font-mono text-[11.5px] break-words text-muted">{row.type}</span>
            {row.required ? <span className="text-[11px] text-danger">{t('required')}</span> : null}
            {row.default === null ? null : (
              <span className="text-[11px] text-muted">{t('default', { value: row.default })}</span>
            )}
          </div>
          {row.description ? <p className="text-muted">{row.description}</p> : null}
          {row.inner && depth < MOST_DEPTH ? (
            <details open={depth < OPEN_DEPTH} className="mt-0.5 border-l border-border pl-3">
              <summary className="min-h-6 cursor-pointer py-1 text-[11px] text-muted">{row.name}</summary>
              <SchemaTree schema={row.inner} schemas={schemas} depth={depth + 1} />
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
