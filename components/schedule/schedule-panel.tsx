'use client';
import type { GraphNode } from '@/core/graph/graph';
import { LastFires } from './last-fires';
import { NextTimes } from './next-times';

/** Under the form of a schedule: when it comes due, and what it did. */
export function SchedulePanel({ node }: { node: GraphNode }) {
  return (
    <div className="space-y-4 border-t border-border p-3">
      <NextTimes parameters={node.parameters} />
      <LastFires nodeId={node.id} />
    </div>
  );
}
