'use client';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { Cable } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { GraphNode } from '@/core/graph/graph';
import type { Port } from '@/core/node-kit/definition';
import { cn } from '@/components/ui/cn';
import { useCommands } from '@/components/editor/command-context';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import { nodeBox, portsOf } from './boxes';
import { focusCanvas } from './focus-node';
import { NodeChip } from './node-chip';
import { useReveal } from './use-fit-view';
import { wireCandidates, type WireCandidate } from './wire-candidates';

interface Choice {
  id: string;
  text: string;
  note?: string;
  candidate?: WireCandidate;
  port?: Port;
}

function useChoices(node: GraphNode, port: string | null, query: string): Choice[] {
  const editor = useEditor();
  const graph = useDocument((state) => state.graph);
  return useMemo(() => {
    if (port === null) {
      return portsOf(node, editor.catalog)
        .outputs.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()))
        .map((output) => ({ id: output.name, text: output.label, port: output }));
    }
    const from = { nodeId: node.id, port };
    return wireCandidates(graph, editor.catalog, { from, query }).map((candidate) => ({
      id: `${candidate.nodeId} ${candidate.port.name}`,
      text: candidate.showsPort ? `${candidate.name} · ${candidate.port.label}` : candidate.name,
      candidate,
      ...(candidate.refusal ? { note: editor.texts.problem(candidate.refusal).message } : {}),
    }));
  }, [graph, editor, node, port, query]);
}

function ChoiceRow({ choice, isActive, onPick }: { choice: Choice; isActive: boolean; onPick(): void }) {
  const { catalog } = useEditor();
  const { candidate, note } = choice;
  const definition = candidate ? catalog.find(candidate.type) : undefined;
  return (
    <li
      id={`wire-${choice.id.replace(/\s/g, '-')}`}
      role="option"
      aria-selected={isActive}
      aria-disabled={note !== undefined}
      data-testid={`wire.choice.${choice.id.replace(/\s/g, '.')}`}
      className={cn(
        'flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-[13px]',
        isActive ? 'bg-accent-soft' : 'hover:bg-surface-sunken',
      )}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {candidate ? (
        <NodeChip type={candidate.type} family={definition?.family ?? 'app'} size="sm" />
      ) : (
        <Cable aria-hidden className="size-4 text-muted" />
      )}
      <span className="min-w-0">
        <span className={cn('block truncate font-medium', note && 'text-muted')}>{choice.text}</span>
        {note ? <span className="block text-[11.5px] leading-4 text-danger">{note}</span> : null}
      </span>
    </li>
  );
}

function Wire({ node, port }: { node: GraphNode; port: string | null }) {
  const t = useTranslations('editor.wire');
  const editor = useEditor();
  const context = useCommands();
  const reveal = useReveal();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const choices = useChoices(node, port, query);
  const current = choices[Math.min(active, choices.length - 1)];
  const pointedAt = current?.candidate?.nodeId ?? null;

  // What the list points at is shown on the canvas, which is outside of it.
  useEffect(() => {
    const { pointAt } = editor.interaction.getState();
    pointAt(pointedAt);
    const target = editor.document.getState().graph.nodes.find(({ id }) => id === pointedAt);
    if (target) reveal(nodeBox(target, editor.catalog));
    return () => pointAt(null);
  }, [editor, pointedAt, reveal]);

  const close = () => {
    editor.interaction.getState().wire(null);
    focusCanvas(node.id);
  };
  const pick = (choice: Choice | undefined) => {
    const { interaction } = editor;
    if (choice?.port) {
      interaction.getState().wire({ nodeId: node.id, port: choice.port.name });
      setQuery('');
      setActive(0);
    } else if (choice?.candidate && port !== null) {
      const { nodeId, name, port: input, refusal, maxIterations } = choice.candidate;
      if (refusal) return interaction.getState().announce(editor.texts.problem(refusal).message);
      editor.endGesture();
      const ends = { source: node.id, sourcePort: port, target: nodeId, targetPort: input.name };
      const limit = maxIterations === undefined ? {} : { maxIterations };
      const outcome = editor.apply({ kind: 'connect', edge: { id: editor.newId('e'), ...ends, ...limit } });
      if (!outcome.done) return interaction.getState().announce(outcome.problem.message);
      context?.announce('connected', { from: node.name, to: name });
      close();
    }
    return undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      const next = (Math.min(active, choices.length - 1) + step + choices.length) % choices.length;
      setActive(next);
      const id = choices[next]?.id.replace(/\s/g, '-');
      document.getElementById(`wire-${id}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(current);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') event.preventDefault();
  };
  return (
    <section
      role="dialog"
      aria-label={t('label', { name: node.name })}
      data-testid="wire"
      data-floats
      className="absolute top-3 left-1/2 z-30 flex max-h-[60%] w-88 max-w-[calc(100%-1.5rem)] -translate-x-1/2 flex-col gap-2 rounded-xl border border-border bg-surface-raised p-2 shadow-pop"
    >
      <p className="px-1 text-xs font-medium text-muted">
        {port === null ? t('choosePort', { name: node.name }) : t('chooseTarget', { name: node.name })}
      </p>
      <input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="wire-choices"
        aria-activedescendant={current ? `wire-${current.id.replace(/\s/g, '-')}` : undefined}
        aria-label={port === null ? t('portField') : t('targetField')}
        placeholder={t('placeholder')}
        data-testid="wire.query"
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-border bg-surface px-2 text-[13px] placeholder:text-faint"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onBlur={(event) => {
          if (!event.relatedTarget?.closest('[data-testid="wire"]')) editor.interaction.getState().wire(null);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="wire-choices" role="listbox" aria-label={t('choices')} className="min-h-0 overflow-y-auto">
        {choices.map((choice) => (
          <ChoiceRow
            key={choice.id}
            choice={choice}
            isActive={choice === current}
            onPick={() => pick(choice)}
          />
        ))}
      </ul>
      {choices.length === 0 ? <p className="px-2 py-3 text-[13px] text-muted">{t('none')}</p> : null}
      <p className="px-1 text-[11px] text-muted">{t('keys')}</p>
    </section>
  );
}

/** Connecting by keyboard: which output, then where to; what cannot be says why. */
export function WirePanel() {
  const wiring = useInteraction((state) => state.wiring);
  const node = useDocument(({ graph }) => graph.nodes.find((candidate) => candidate.id === wiring?.nodeId));
  return wiring && node ? <Wire key={node.id} node={node} port={wiring.port} /> : null;
}
