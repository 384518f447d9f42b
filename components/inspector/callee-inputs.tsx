'use client';
import { Plus } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { TypedInput } from '@/core/contracts/callable-workflow';
import type { Json } from '@/core/items/item';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { Button } from '@/components/ui/button';
import { useFieldScope, type FieldBinding } from './field-context';

/** What the workflow that a node runs wants, as far as it is known. */
function useWantedInputs(workflowField: string): readonly TypedInput[] {
  const trpc = useTRPC();
  const { tenant } = useEditor();
  const { nodeId } = useFieldScope();
  const parameters = useDocument(({ graph }) => graph.nodes.find(({ id }) => id === nodeId)?.parameters);
  const id = parameters?.[workflowField];
  const { data } = useQuery({
    ...trpc.workflow.callable.queryOptions({ tenant, id: typeof id === 'string' ? id : '' }),
    enabled: typeof id === 'string' && id !== '',
    retry: false,
  });
  const starts = parameters?.['version'] === 'draft' ? data?.draft : data?.published;
  return starts?.inputs ?? [];
}

const rowsOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []); // parameters are JSON

function nameOf(row: Json): string | null {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return null;
  return typeof row['name'] === 'string' ? row['name'] : null;
}

/** The field of the same name, which is what most callers mean. */
function fieldOfItem(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `{{ $json.${name} }}` : `{{ $json[${JSON.stringify(name)}] }}`;
}

/** Above the rows of a node's inputs: what the workflow it runs asks for, with types, and what is still missing. */
export function CalleeInputs({ workflowField, binding }: { workflowField: string; binding: FieldBinding }) {
  const t = useTranslations('workflowField.inputs');
  const wanted = useWantedInputs(workflowField);
  if (wanted.length === 0) return null;
  const rows = rowsOf(binding.value);
  const given = new Set(rows.map(nameOf));
  const missing = wanted.filter(({ name }) => !given.has(name));
  const add = (inputs: readonly TypedInput[]) =>
    binding.set([...rows, ...inputs.map(({ name }) => ({ name, value: fieldOfItem(name) }))]);
  return (
    <div
      data-testid={`${binding.testId}.wanted`}
      className="mb-2 rounded-md border border-border bg-surface-sunken p-2 text-xs"
    >
      <p className="mb-1 text-muted">{t(rows.length === 0 ? 'asItIs' : 'wanted')}</p>
      <ul className="space-y-0.5">
        {wanted.map(({ name, type, required }) => (
          <li
            key={name}
            data-testid={`${binding.testId}.wanted.${name}`}
            className="flex items-center gap-1.5"
          >
            <span className="font-mono">{name}</span>
            <span className="text-muted">
              {TYPES.find((known) => known === type) ? t(`type.${type as InputType}`) : type}
            </span>
            <span className={required ? 'text-warning' : 'text-faint'}>
              {t(required ? 'required' : 'optional')}
            </span>
            {given.has(name) ? <span className="ml-auto text-success">{t('given')}</span> : null}
          </li>
        ))}
      </ul>
      {missing.length > 0 && !binding.readOnly ? (
        <Button
          size="sm"
          className="mt-1.5"
          data-testid={`${binding.testId}.wanted.add`}
          onClick={() => add(missing)}
        >
          <Plus /> {t('add', { count: missing.length })}
        </Button>
      ) : null}
    </div>
  );
}

const TYPES = ['any', 'string', 'number', 'boolean', 'array', 'object'] as const;
type InputType = (typeof TYPES)[number];
