'use client';
import { Fragment, type ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { visibleFields } from '@/core/node-kit/visible-fields';
import { visibleSlots } from '@/core/node-kit/visible-slots';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useDocument } from '@/components/editor/editor-context';
import { SchedulePanel } from '@/components/schedule/schedule-panel';
import { CredentialRow } from './credential-row';
import { FieldRow } from './field-row';
import { HelpPane } from './help-pane';
import { SettingsForm } from './settings-form';
import { WebhookAddress } from './webhook-address';

/** Problems of the node that belong to no single field that is shown. */
function NodeProblems({ nodeId }: { nodeId: string }) {
  const problems = useDocument((state) => state.problemsByNode.get(nodeId));
  const own = (problems ?? []).filter((problem) => !/^parameters\.[^.]/.test(problem.path));
  if (own.length === 0) return null;
  return (
    <ul className="mb-3 space-y-1.5">
      {own.map((problem, index) => (
        <li
          key={index}
          className={`rounded-md px-2.5 py-1.5 text-xs ${problem.severity === 'error' ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning'}`}
        >
          {problem.message} {problem.fix ?? ''}
        </li>
      ))}
    </ul>
  );
}

function ParameterForm({ node, definition }: { node: GraphNode; definition: NodeDefinition }) {
  const t = useTranslations('editor');
  const fields = visibleFields(definition.fields, node.parameters);
  const slots = visibleSlots(definition, node.parameters);
  return (
    <div className="space-y-3.5 p-3">
      <NodeProblems nodeId={node.id} />
      {slots
        .filter(({ showWhen }) => !fields.some(({ name }) => name === showWhen?.field))
        .map((slot) => (
          <CredentialRow key={slot.slot} node={node} slot={slot} />
        ))}
      {fields.map((field) => (
        <Fragment key={field.name}>
          <FieldRow field={field} path={[field.name]} />
          {slots
            .filter(({ showWhen }) => showWhen?.field === field.name)
            .map((slot) => (
              <CredentialRow key={slot.slot} node={node} slot={slot} />
            ))}
        </Fragment>
      ))}
      {fields.length + slots.length === 0 ? (
        <p className="py-4 text-center text-[13px] text-muted">{t('inspector.noParameters')}</p>
      ) : null}
    </div>
  );
}

const CONTENT = 'min-h-0 flex-1 overflow-y-auto';

/** The form of a node, its settings and its help. */
export function ParametersPane({
  node,
  definition,
  run = null,
}: {
  node: GraphNode;
  definition: NodeDefinition | undefined;
  /** What the node did in the shown run, where there is no other place for it. */
  run?: ReactNode;
}) {
  const t = useTranslations('editor');
  return (
    <Tabs defaultValue="parameters" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <TabsList className="h-10 shrink-0 px-2" aria-label={t('inspector.sections')}>
        <TabsTrigger value="parameters" className="h-10">
          {t('inspector.parameters')}
        </TabsTrigger>
        <TabsTrigger value="settings" className="h-10" data-testid="inspector.tab.settings">
          {t('inspector.settings')}
        </TabsTrigger>
        {definition ? (
          <TabsTrigger value="help" className="h-10" data-testid="inspector.tab.help">
            {t('inspector.help')}
          </TabsTrigger>
        ) : null}
        {run ? (
          <TabsTrigger value="run" className="h-10" data-testid="inspector.tab.run">
            {t('run.title')}
          </TabsTrigger>
        ) : null}
      </TabsList>
      <TabsContent value="parameters" className={CONTENT}>
        {definition ? (
          <>
            {definition.trigger === 'webhook' ? <WebhookAddress node={node} /> : null}
            <ParameterForm node={node} definition={definition} />
            {definition.trigger === 'schedule' ? <SchedulePanel node={node} /> : null}
          </>
        ) : (
          <p className="p-4 text-[13px] text-muted">{t('node.unknownType', { type: node.type })}</p>
        )}
      </TabsContent>
      <TabsContent value="settings" className={CONTENT}>
        <SettingsForm node={node} definition={definition} />
      </TabsContent>
      {definition ? (
        <TabsContent value="help" className={CONTENT}>
          <HelpPane node={node} definition={definition} />
        </TabsContent>
      ) : null}
      {run ? (
        <TabsContent value="run" className="flex min-h-0 flex-1">
          {run}
        </TabsContent>
      ) : null}
    </Tabs>
  );
}
