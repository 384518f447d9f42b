'use client';
import type { ReactNode } from 'react';
import { ReactFlowProvider } from '@xyflow/react';
import { Canvas } from '@/components/canvas/canvas';
import { Inspector } from '@/components/inspector/inspector';

/** A graph as it ran, with what each node did and the data that went through it. Read only. `children` stand under it. */
export function RunCanvas({ children }: { children?: ReactNode }) {
  return (
    <ReactFlowProvider>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="relative min-h-0 flex-1">
            <Canvas />
          </div>
          {children}
        </div>
        <Inspector />
      </div>
    </ReactFlowProvider>
  );
}
