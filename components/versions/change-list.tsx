'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import type { FieldChange, GraphDiff, NodeRef, PartsDiff } from '@/core/contracts/graph-diff';
import type { Graph, GraphEdge } from '@/core/graph/graph';
import type { Catalog, NodeDefinition } from '@/core/node-kit/definition';
import { cn } from '@/components/ui/cn';
import { ChangeValues } from './change-values';
import type { Mark } from './change-marks';
import { MARK_LOOK } from './mark-look';
import { useFieldLabel } from './use-field-label';

function MarkSign({ mark }: { mark: Mark }) {
  const t = useTranslations('versions');
  const { icon: Icon, badge } = MARK_LOOK[mark];
  return (
    <span
      className={cn(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-full border px-1.5 text-[10.5px] font-medium',
        badge,
      )}
    >
      <Icon aria-hidden className="size-3" />
      {t(`marks.${mark}`)}
    </span>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="py-1.5">
      <h3 className="px-4 py-1 text-[11px] font-semibold text-muted">{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Fields({
  fields,
  definition,
}: {
  fields: readonly FieldChange[];
  definition?: NodeDefinition | undefined;
}) {
  const labelOf = useFieldLabel();
  return (
    <dl className="mt-1 space-y-1.5">
      {fields.map((change) => (
        <div key={change.path} className="grid grid-cols-[minmax(7rem,11rem)_minmax(0,1fr)] gap-x-3">
          <dt className="truncate py-0.5 text-xs text-muted" title={change.path}>
            {labelOf(change.path, definition)}
          </dt>
          <dd className="min-w-0 text-xs">
            <ChangeValues change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Entry({
  marks,
  title,
  children,
  onShow,
}: {
  marks: readonly Mark[];
  title: string;
  children?: ReactNode;
  onShow?: (() => void) | undefined;
}) {
  const t = useTranslations('versions.changes');
  return (
    <li className="border-t border-border/60 px-4 py-2 first:border-t-0">
      <div className="flex items-center gap-2">
        {onShow ? (
          <button
            type="button"
            aria-label={t('show', { name: title })}
            className="min-h-6 truncate text-left text-[13px] font-medium hover:underline"
            onClick={onShow}
          >
            {title}
          </button>
        ) : (
          <span className="truncate text-[13px]">{title}</span>
        )}
        {marks.map((mark) => (
          <MarkSign key={mark} mark={mark} />
        ))}
      </div>
      {children}
    </li>
  );
}

interface Sides {
  from: Graph;
  to: Graph;
}

function useEdgeText({ from, to }: Sides): (edge: GraphEdge) => string {
  const t = useTranslations('versions.changes');
  const names = new Map([...from.nodes, ...to.nodes].map((node) => [node.id, node.name]));
  return (edge) => {
    const ends = {
      source: names.get(edge.source) ?? edge.source,
      target: names.get(edge.target) ?? edge.target,
    };
    const { sourcePort, targetPort } = edge;
    const withPort = (name: string, port: string) => (port === 'main' ? name : t('port', { name, port }));
    return t('edge', {
      source: withPort(ends.source, sourcePort),
      target: withPort(ends.target, targetPort),
    });
  };
}

function EdgeSection({ diff, sides }: { diff: GraphDiff; sides: Sides }) {
  const t = useTranslations('versions.changes');
  const text = useEdgeText(sides);
  const { added, removed, changed } = diff.edges;
  if (added.length + removed.length + changed.length === 0) return null;
  return (
    <Section title={t('edges')}>
      {added.map((edge) => (
        <Entry key={edge.id} marks={['added']} title={text(edge)} />
      ))}
      {removed.map((edge) => (
        <Entry key={edge.id} marks={['removed']} title={text(edge)} />
      ))}
      {changed.map(({ before, after }) => (
        <Entry key={after.id} marks={['changed']} title={text(after)}>
          <p className="text-xs text-muted">
            {text(before) === text(after)
              ? t('limit', { count: String(after.maxIterations ?? '–') })
              : t('edgeBefore', { edge: text(before) })}
          </p>
        </Entry>
      ))}
    </Section>
  );
}

function PartSection({
  title,
  parts,
  nameOf,
}: {
  title: string;
  parts: PartsDiff;
  nameOf(id: string): string;
}) {
  const { added, removed, changed } = parts;
  if (added.length + removed.length + changed.length === 0) return null;
  return (
    <Section title={title}>
      {added.map((id) => (
        <Entry key={id} marks={['added']} title={nameOf(id)} />
      ))}
      {removed.map((id) => (
        <Entry key={id} marks={['removed']} title={nameOf(id)} />
      ))}
      {changed.map(({ id, fields }) => (
        <Entry key={id} marks={['changed']} title={nameOf(id)}>
          <Fields fields={fields} />
        </Entry>
      ))}
    </Section>
  );
}

function WorkflowSections({ diff, sides }: { diff: GraphDiff; sides: Sides }) {
  const t = useTranslations('versions.changes');
  const nodes = new Map([...sides.from.nodes, ...sides.to.nodes].map((node) => [node.id, node.name]));
  const groups = new Map([...sides.from.groups, ...sides.to.groups].map((group) => [group.id, group.name]));
  const notes = new Map([...sides.from.notes, ...sides.to.notes].map((note) => [note.id, note.text]));
  const { pinned } = diff;
  return (
    <>
      <PartSection
        title={t('notes')}
        parts={diff.notes}
        nameOf={(id) => notes.get(id)?.split('\n')[0]?.slice(0, 60) || t('note')}
      />
      <PartSection
        title={t('groups')}
        parts={diff.groups}
        nameOf={(id) => t('group', { name: groups.get(id) ?? id })}
      />
      <PartSection
        title={t('pinned')}
        parts={{ ...pinned, changed: pinned.changed.map((id) => ({ id, fields: [] })) }}
        nameOf={(id) => nodes.get(id) ?? id}
      />
      {diff.workflow.length > 0 ? (
        <Section title={t('workflow')}>
          <li className="px-4 py-1">
            <Fields fields={diff.workflow} />
          </li>
        </Section>
      ) : null}
      {diff.reordered.length > 0 ? (
        <Section title={t('order')}>
          <li className="px-4 py-1 text-xs text-muted">
            {t('reordered', { lists: diff.reordered.map((list) => t(`lists.${list}`)).join(', ') })}
          </li>
        </Section>
      ) : null}
    </>
  );
}

/** Every change between two graphs: nodes with their fields, then all that lies around them. */
export function ChangeList({
  diff,
  sides,
  catalog,
  onShowNode,
}: {
  diff: GraphDiff;
  sides: Sides;
  catalog: Catalog;
  onShowNode(nodeId: string): void;
}) {
  const t = useTranslations('versions.changes');
  const entry = (node: NodeRef, mark: Mark) => (
    <Entry key={node.nodeId} marks={[mark]} title={node.name} onShow={() => onShowNode(node.nodeId)} />
  );
  const hasNodes = diff.added.length + diff.removed.length + diff.changed.length > 0;
  return (
    <div data-testid="versions.changes">
      {hasNodes ? (
        <Section title={t('nodes')}>
          {diff.changed.map(({ fields, moved, ...node }) => (
            <Entry
              key={node.nodeId}
              marks={[
                ...(fields.length > 0 ? (['changed'] as const) : []),
                ...(moved ? (['moved'] as const) : []),
              ]}
              title={node.name}
              onShow={() => onShowNode(node.nodeId)}
            >
              {fields.length > 0 ? <Fields fields={fields} definition={catalog.find(node.type)} /> : null}
            </Entry>
          ))}
          {diff.added.map((node) => entry(node, 'added'))}
          {diff.removed.map((node) => entry(node, 'removed'))}
        </Section>
      ) : null}
      <EdgeSection diff={diff} sides={sides} />
      <WorkflowSections diff={diff} sides={sides} />
    </div>
  );
}
