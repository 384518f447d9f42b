'use client';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import { readHost } from '@/core/credentials/hosts';
import type { CredentialSlot } from '@/core/node-kit/definition';
import { CredentialPicker } from '@/components/credentials/credential-picker';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { useFieldScope } from './field-context';
import { FieldLabel } from './field-row';

/** The place for a stored credential in the form of a node. */
export function CredentialRow({ node, slot }: { node: GraphNode; slot: CredentialSlot }) {
  const t = useTranslations('credentials.picker');
  const editor = useEditor();
  const { readOnly } = useFieldScope();
  const problem = useDocument(({ problemsByNode }) =>
    problemsByNode.get(node.id)?.find(({ path }) => path === `credentials.${slot.slot}`),
  );
  const value = Object.hasOwn(node.credentials, slot.slot) ? (node.credentials[slot.slot] ?? null) : null;
  const set = (credentialId: string | null) =>
    void editor.apply({ kind: 'set-credential', nodeId: node.id, slot: slot.slot, credentialId });
  return (
    <div>
      <FieldLabel field={{ label: t('label'), ...(slot.required ? { required: true } : {}) }} />
      <CredentialPicker
        value={value}
        onChange={set}
        kinds={slot.kinds}
        label={t('label')}
        testId={`inspector.credential.${slot.slot}`}
        disabled={readOnly}
        isInvalid={problem?.severity === 'error'}
        preset={{ name: node.name, hosts: hostsOf(node) }}
        {...(value !== null && !readOnly ? { none: t('none') } : {})}
      />
    </div>
  );
}

/** The host that the node calls, where it is written out. */
function hostsOf({ parameters }: GraphNode): string[] {
  const url = typeof parameters['url'] === 'string' ? parameters['url'] : '';
  const address = /^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? '';
  const host = address.includes('{{') ? null : readHost(address);
  return host === null ? [] : [host];
}
