'use client';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { defaultParameters } from '@/core/node-kit/new-node';
import { useNodeTypes } from '@/components/texts/use-node-types';
import { Button } from '@/components/ui/button';
import { Markdown } from '@/components/editor/markdown';
import { useDocument, useEditor } from '@/components/editor/editor-context';

function fieldList(definition: NodeDefinition): string {
  return definition.fields
    .filter((field) => field.help)
    .map((field) => `- **${field.label}**: ${field.help ?? ''}`)
    .join('\n');
}

/** What the node does, what its fields mean, and examples that can be put in place. */
export function HelpPane({ node, definition }: { node: GraphNode; definition: NodeDefinition }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const types = useNodeTypes(editor.tenant);
  const page = types.data?.help[definition.type];
  return (
    <div className="space-y-4 p-3">
      <Markdown text={`${page ?? definition.summary}\n\n${fieldList(definition)}`} />
      {definition.examples.length > 0 ? (
        <section className="space-y-2">
          <h3 className="text-xs font-semibold">{t('help.examples')}</h3>
          {definition.examples.map((example) => (
            <div key={example.title} className="rounded-lg border border-border p-2.5">
              <div className="mb-1.5 flex items-center justify-between gap-2">
                <p className="text-[13px] font-medium">{example.title}</p>
                <Button
                  size="sm"
                  disabled={readOnly}
                  onClick={() =>
                    editor.apply({
                      kind: 'replace-node',
                      node: {
                        ...node,
                        parameters: { ...defaultParameters(definition), ...example.parameters },
                      },
                    })
                  }
                >
                  {t('help.use')}
                </Button>
              </div>
              <pre className="max-h-40 overflow-auto rounded-md bg-surface-sunken p-2 font-mono text-[11.5px] leading-4">
                {JSON.stringify(example.parameters, null, 2)}
              </pre>
            </div>
          ))}
        </section>
      ) : null}
    </div>
  );
}
