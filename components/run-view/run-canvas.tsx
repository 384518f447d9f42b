'use client';
import { ReactFlowProvider } from '@xyflow/react';
import { Canvas } from '@/components/canvas/canvas';
import { Inspector } from '@/components/inspector/inspector';

/** A graph as it ran, with what each node did and the data that went through it. Read only. */
export function RunCanvas() {
  return (
    <ReactFlowProvider>
      <div className="flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <Canvas />
        </div>
        <Inspector />
      </div>
    </ReactFlowProvider>
  );
}
