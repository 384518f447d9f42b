'use client';
import { useRef } from 'react';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import { DataPane } from '@/components/data-view/data-pane';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useDocument, useEditor, useInteraction, usePanels } from '@/components/editor/editor-context';
import { INSPECTOR_WIDTH } from '@/components/editor/panels-store';
import { useElementWidth } from '@/components/editor/use-element-width';
import { ResizeHandle } from '@/components/editor/resize-handle';
import { FieldScopeProvider } from './field-context';
import { renderField } from './field-control';
import { InspectorHead } from './inspector-head';
import { FieldRendererProvider } from './nested-field';
import type { DataSource } from './node-data';
import { ParametersPane } from './parameters-pane';
import { useNodeData, type NodeData } from './use-node-data';

/** From this width on the three panes stand side by side. */
const WIDE = 860;

function useSourceNote(): (source: DataSource) => string | undefined {
  const t = useTranslations('editor');
  return (source) => (source === 'example' || source === 'pinned' ? t(`data.source.${source}`) : undefined);
}

function InputPane({ data }: { data: NodeData }) {
  const t = useTranslations('editor');
  const note = useSourceNote();
  return (
    <DataPane
      title={t('inspector.input')}
      testId="inspector.input"
      ports={data.input.ports}
      note={note(data.input.source)}
      empty={t('data.noInput')}
    />
  );
}

function OutputPane({ data }: { data: NodeData }) {
  const t = useTranslations('editor');
  const note = useSourceNote();
  return (
    <DataPane
      title={t('inspector.output')}
      testId="inspector.output"
      ports={data.output.ports}
      note={note(data.output.source)}
      empty={t('data.noOutput')}
    />
  );
}

function NarrowPanes({ node, data, hasInput }: { node: GraphNode; data: NodeData; hasInput: boolean }) {
  const t = useTranslations('editor');
  const { catalog } = useEditor();
  const panes = [...(hasInput ? (['input'] as const) : []), 'parameters' as const, 'output' as const];
  return (
    <Tabs defaultValue="parameters" className="flex min-h-0 flex-1 flex-col">
      <TabsList
        className="grid shrink-0 auto-cols-fr grid-flow-col gap-0 bg-surface-sunken"
        aria-label={t('inspector.panes')}
      >
        {panes.map((pane) => (
          <TabsTrigger
            key={pane}
            value={pane}
            className="justify-center"
            data-testid={`inspector.pane.${pane}`}
          >
            {t(pane === 'parameters' ? 'inspector.setup' : `inspector.${pane}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="input" className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <InputPane data={data} />
      </TabsContent>
      <TabsContent value="parameters" className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <ParametersPane node={node} definition={catalog.find(node.type, node.typeVersion)} />
      </TabsContent>
      <TabsContent value="output" className="flex min-h-0 flex-1 data-[state=inactive]:hidden">
        <OutputPane data={data} />
      </TabsContent>
    </Tabs>
  );
}

function InspectorBody({ node, width }: { node: GraphNode; width: number }) {
  const { catalog } = useEditor();
  const readOnly = useDocument((state) => state.readOnly);
  const data = useNodeData(node.id);
  const definition = catalog.find(node.type, node.typeVersion);
  const hasInput = definition?.trigger === undefined;
  return (
    <FieldRendererProvider value={renderField}>
      <FieldScopeProvider
        nodeId={node.id}
        readOnly={readOnly}
        getEnv={data.getEnv}
        dataVersion={data.version}
      >
        <InspectorHead node={node} definition={definition} />
        {width >= WIDE ? (
          <div className="flex min-h-0 flex-1 divide-x divide-border">
            {hasInput ? <InputPane data={data} /> : null}
            <div className="flex min-h-0 w-[380px] shrink-0">
              <ParametersPane node={node} definition={definition} />
            </div>
            <OutputPane data={data} />
          </div>
        ) : (
          <NarrowPanes node={node} data={data} hasInput={hasInput} />
        )}
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
  return (
    <aside
      ref={frame}
      data-testid="inspector"
      aria-label={t('inspector.label', { name: node.name })}
      className="relative flex min-h-0 max-w-[78%] shrink-0 flex-col border-l border-border bg-surface"
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
