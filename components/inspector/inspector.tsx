'use client';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import { DataPane } from '@/components/data-view/data-pane';
import { isPathDrag } from '@/components/data-view/drag-path';
import { PathTargetProvider, type PathTarget } from '@/components/data-view/path-target';
import { LastRunNote } from '@/components/run-view/last-run-note';
import { StepPane } from '@/components/run-view/step-pane';
import { Badge } from '@/components/ui/badge';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import {
  useDocument,
  useEditor,
  useInteraction,
  usePanels,
  useRun,
} from '@/components/editor/editor-context';
import { INSPECTOR_WIDTH } from '@/components/editor/panels-store';
import { useElementWidth } from '@/components/editor/use-element-width';
import { ResizeHandle } from '@/components/editor/resize-handle';
import { FieldScopeProvider } from './field-context';
import { renderField } from './field-control';
import { InspectorHead } from './inspector-head';
import { FieldRendererProvider } from './nested-field';
import { LineageBanner } from './lineage-banner';
import type { DataSource } from './node-data';
import { createPathTargets } from './path-targets';
import { PinBanner, PinControls } from './pin-controls';
import { ParametersPane } from './parameters-pane';
import { useKeptFocus } from './use-kept-focus';
import { useItemMarks, type MarkedPanes } from './use-item-marks';
import { useNodeData, type NodeData } from './use-node-data';

/** From this width on the three panes stand side by side. */
const WIDE = 800;

function useSourceNote({ lastRun }: NodeData): (source: DataSource) => ReactNode {
  const t = useTranslations('editor');
  return (source) => {
    if (source === 'example' || source === 'pinned') return <Badge>{t(`data.source.${source}`)}</Badge>;
    return source === 'run' && lastRun ? <LastRunNote run={lastRun} /> : null;
  };
}

function InputPane({ data, marks }: { data: NodeData; marks: MarkedPanes }) {
  const t = useTranslations('editor');
  const note = useSourceNote(data);
  return (
    <DataPane
      title={t('inspector.input')}
      testId="inspector.input"
      ports={data.input.ports}
      note={note(data.input.source)}
      empty={t('data.noInput')}
      files={data.filesOf(data.input)}
      marksOf={marks.marksOf('input')}
      banner={<LineageBanner held={marks.held} side="input" items={data.input} />}
    />
  );
}

function OutputPane({ node, data, marks }: { node: GraphNode; data: NodeData; marks: MarkedPanes }) {
  const t = useTranslations('editor');
  const note = useSourceNote(data);
  const { ports, source } = data.output;
  // A node's fields read its input; what it gives is for the nodes after it.
  return (
    <PathTargetProvider value={null}>
      <DataPane
        title={t('inspector.output')}
        testId="inspector.output"
        ports={ports}
        note={note(source)}
        empty={t('data.noOutput')}
        files={data.filesOf(data.output)}
        marksOf={marks.marksOf('output')}
        banner={
          <>
            <PinBanner node={node} />
            <LineageBanner held={marks.held} side="output" items={data.output} />
          </>
        }
        actions={(port) => <PinControls node={node} items={ports[port] ?? []} isFromRun={source === 'run'} />}
      />
    </PathTargetProvider>
  );
}

type Pane = 'input' | 'parameters' | 'output' | 'run';

interface PanesProps {
  node: GraphNode;
  data: NodeData;
  hasInput: boolean;
  /** The node did something in the shown run. */
  hasRun: boolean;
  marks: MarkedPanes;
}

/** One pane at a time. Dragging a field over the tab of the form opens it, so that there is something to drop it on. */
function NarrowPanes(props: PanesProps & { pane: Pane; onPane(pane: Pane): void }) {
  const { node, data, hasInput, hasRun, marks, pane, onPane } = props;
  const t = useTranslations('editor');
  const { catalog } = useEditor();
  const panes: readonly Pane[] = [
    ...(hasInput ? (['input'] as const) : []),
    'parameters',
    'output',
    ...(hasRun ? (['run'] as const) : []),
  ];
  return (
    <Tabs
      value={panes.includes(pane) ? pane : 'parameters'}
      onValueChange={(next) => onPane(panes.find((known) => known === next) ?? 'parameters')}
      className="flex min-h-0 flex-1 flex-col"
    >
      <TabsList
        className="grid shrink-0 auto-cols-fr grid-flow-col gap-0 bg-surface-sunken"
        aria-label={t('inspector.panes')}
      >
        {panes.map((name) => (
          <TabsTrigger
            key={name}
            value={name}
            className="justify-center"
            data-testid={`inspector.pane.${name}`}
            onDragEnter={(event) => {
              if (name === 'parameters' && isPathDrag(event)) onPane(name);
            }}
          >
            {name === 'run'
              ? t('run.title')
              : t(name === 'parameters' ? 'inspector.setup' : `inspector.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      {/* The data and the form stay mounted: a drag that began in one ends in the other. */}
      <TabsContent value="input" forceMount className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <InputPane data={data} marks={marks} />
      </TabsContent>
      <TabsContent value="parameters" forceMount className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <ParametersPane node={node} definition={catalog.find(node.type, node.typeVersion)} />
      </TabsContent>
      <TabsContent value="output" className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <OutputPane node={node} data={data} marks={marks} />
      </TabsContent>
      <TabsContent value="run" className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <StepPane nodeId={node.id} />
      </TabsContent>
    </Tabs>
  );
}

function WidePanes({ node, data, hasInput, hasRun, marks }: PanesProps) {
  const { catalog } = useEditor();
  return (
    <div className="flex min-h-0 flex-1 divide-x divide-border">
      {hasInput ? <InputPane data={data} marks={marks} /> : null}
      <div className="flex min-h-0 w-[clamp(18.75rem,36%,23.75rem)] shrink-0">
        <ParametersPane
          node={node}
          definition={catalog.find(node.type, node.typeVersion)}
          run={hasRun ? <StepPane nodeId={node.id} /> : null}
        />
      </div>
      <OutputPane node={node} data={data} marks={marks} />
    </div>
  );
}

function InspectorBody({ node, width }: { node: GraphNode; width: number }) {
  const { catalog } = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const data = useNodeData(node.id);
  const hasRun = useRun((state) => state.stepsByNode.has(node.id));
  const marks = useItemMarks(data.output);
  // On the page of a run one comes to see what happened.
  const [pane, setPane] = useState<Pane>(readOnly && hasRun ? 'run' : 'parameters');
  const definition = catalog.find(node.type, node.typeVersion);
  const hasInput = definition?.trigger === undefined;
  const targets = useMemo(() => createPathTargets(definition?.fields ?? []), [definition]);
  const pathTarget = useMemo<PathTarget>(
    () => ({
      fields: targets.fields,
      insert: (key, dropped) => {
        // The field takes the focus, so it has to be seen first.
        flushSync(() => setPane('parameters'));
        targets.insert(key, dropped);
      },
    }),
    [targets],
  );
  const panes = { node, data, hasInput, hasRun, marks };
  return (
    <FieldRendererProvider value={renderField}>
      <FieldScopeProvider
        nodeId={node.id}
        readOnly={readOnly}
        getEnv={data.getEnv}
        dataVersion={data.version}
        targets={targets}
      >
        <PathTargetProvider value={readOnly ? null : pathTarget}>
          <InspectorHead node={node} definition={definition} />
          {width >= WIDE ? <WidePanes {...panes} /> : <NarrowPanes {...panes} pane={pane} onPane={setPane} />}
        </PathTargetProvider>
      </FieldScopeProvider>
    </FieldRendererProvider>
  );
}

function InspectorFrame({ node }: { node: GraphNode }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const frame = useRef<HTMLElement>(null);
  const wanted = usePanels((state) => state.inspectorWidth);
  const width = useElementWidth(frame, wanted);
  useKeptFocus(frame);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      data-own-keys
      data-testid="inspector"
      aria-label={t('inspector.label', { name: node.name })}
      className="relative flex min-h-0 max-w-[min(78%,calc(100%-24rem))] shrink-0 flex-col border-l border-border bg-surface outline-none"
      style={{ width: wanted }}
    >
      <ResizeHandle
        side="left"
        label={t('inspector.resize')}
        value={wanted}
        min={INSPECTOR_WIDTH.min}
        max={1600}
        onResize={(inspectorWidth) => editor.panels.getState().resize({ inspectorWidth })}
      />
      <InspectorBody key={node.id} node={node} width={width} />
    </aside>
  );
}

/** The panel at the right: the inspected node's input, parameters and output. */
export function Inspector() {
  const nodeId = useInteraction((state) => state.inspected);
  const node = useDocument(({ graph }) => graph.nodes.find((candidate) => candidate.id === nodeId));
  return node ? <InspectorFrame node={node} /> : null;
}
