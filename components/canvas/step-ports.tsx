'use client';
import { Handle, Position } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Port } from '@/core/node-kit/definition';
import { ERROR_PORT } from '@/core/engine/output-ports';
import { cn } from '@/components/ui/cn';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { openPalette } from '@/components/palette/open-palette';
import { portCentre, PORT_SIZE } from './node-geometry';
import type { StepData } from './to-flow';

const HANDLE_CLASS =
  "!z-10 !size-3 !min-h-0 !min-w-0 !rounded-full !border-2 !border-border-strong !bg-surface-raised transition-colors duration-100 before:absolute before:-inset-2 before:content-[''] hover:!border-accent hover:!bg-accent [&.connectingto]:!border-accent [&.connectingto.valid]:!bg-accent [&.connectingto:not(.valid)]:!border-danger";

interface PortProps {
  data: StepData;
  port: Port;
  side: 'in' | 'out';
  centre: number;
}

function PortHandle({ data, port, side, centre }: PortProps) {
  const t = useTranslations('editor');
  return (
    <Handle
      id={port.name}
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      data-testid={`canvas.port.${data.nodeId}.${side}.${port.name}`}
      role="img"
      aria-label={t(side === 'in' ? 'port.in' : 'port.out', { port: port.label, node: data.name })}
      style={{ top: centre }}
      className={cn(HANDLE_CLASS, port.name === ERROR_PORT && side === 'out' && '!border-danger')}
    />
  );
}

function PortLabel({ port, side, centre }: Omit<PortProps, 'data'>) {
  return (
    <span
      style={{ top: centre - 9 }}
      className={cn(
        'pointer-events-none absolute max-w-[46%] truncate text-[11px] leading-[18px] text-muted',
        side === 'in' ? 'left-3.5' : 'right-3.5 text-right',
        port.name === ERROR_PORT && side === 'out' && 'text-danger',
      )}
    >
      {port.label}
    </span>
  );
}

/** A stub with a + on an output that leads nowhere yet. */
function AddAfter({ data, port, centre }: Omit<PortProps, 'side'>) {
  const t = useTranslations('editor');
  const editor = useEditor();
  return (
    <div
      className="pointer-events-none absolute left-full flex items-center"
      style={{ top: centre - 12, marginLeft: PORT_SIZE / 2 + 1 }}
    >
      <span aria-hidden className="h-px w-5 bg-border-strong" />
      <button
        type="button"
        tabIndex={-1}
        data-testid={`canvas.add.${data.nodeId}.${port.name}`}
        aria-label={t('port.add', { port: port.label, node: data.name })}
        className="nodrag nopan pointer-events-auto flex size-6 items-center justify-center rounded-md border border-border-strong bg-surface-raised text-muted transition-colors duration-100 hover:border-accent hover:bg-accent hover:text-accent-foreground"
        onClick={(event) => {
          event.stopPropagation();
          openPalette(editor, { kind: 'after', nodeId: data.nodeId, port: port.name });
        }}
      >
        <Plus className="size-3.5" />
      </button>
    </div>
  );
}

/** Every port of a node: where edges begin and end. */
export function StepPorts({ data }: { data: StepData }) {
  const readOnly = useDocument((state) => state.readOnly);
  const showsLabels = data.inputs.length > 1 || data.outputs.length > 1;
  return (
    <>
      {(['in', 'out'] as const).map((side) => {
        const ports = side === 'in' ? data.inputs : data.outputs;
        return ports.map((port, index) => {
          const centre = portCentre(index, ports.length);
          const isFree = side === 'out' && !readOnly && data.freeOutputs.includes(port.name);
          return (
            <div key={`${side} ${port.name}`} className="contents">
              {showsLabels && ports.length > 1 ? <PortLabel port={port} side={side} centre={centre} /> : null}
              <PortHandle data={data} port={port} side={side} centre={centre} />
              {isFree ? <AddAfter data={data} port={port} centre={centre} /> : null}
            </div>
          );
        });
      })}
    </>
  );
}
