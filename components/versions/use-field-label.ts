'use client';
import { useTranslations } from 'next-intl';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { labelsOfPath } from '@/core/node-kit/labels-of-path';

/** The words for a changed field: from the node type for parameters, from the catalogue for what all nodes have. */
export function useFieldLabel(): (path: string, definition?: NodeDefinition) => string {
  const t = useTranslations('versions');
  return (path, definition) => {
    const parts = path.split('.');
    const labels = definition && labelsOfPath(parts, definition.fields);
    if (labels) return labels.join(' › ');
    if (parts[0] === 'credentials') return t('credential', { slot: parts[1] ?? '' });
    if (parts[0] === 'parameters') return parts.slice(1).join(' › ');
    const key = `fields.${parts.join('_')}`;
    return t.has(key) ? t(key) : parts.join(' › ');
  };
}
