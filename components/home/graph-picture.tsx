import type { GraphPicture } from '@/core/contracts/template';
import { PICTURE_NODE } from '@/core/graph/graph-picture';
import { familyColour } from '@/components/canvas/family-look';

type Place = GraphPicture['nodes'][number];

/** From the right side of one node to the left side of another; backwards it goes round below. */
function edgePath(from: Place, to: Place): string {
  const start = { x: from.x + PICTURE_NODE.width, y: from.y + PICTURE_NODE.height / 2 };
  const end = { x: to.x, y: to.y + PICTURE_NODE.height / 2 };
  if (end.x >= start.x) {
    const bend = Math.max((end.x - start.x) / 2, 4);
    return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  }
  const low = Math.max(start.y, end.y) + PICTURE_NODE.height;
  return `M${start.x} ${start.y}C${start.x + 12} ${low} ${end.x - 12} ${low} ${end.x} ${end.y}`;
}

/** A graph drawn small: a box for each node in its family's colour, a line for each edge. */
export function GraphPictureView({ picture, label }: { picture: GraphPicture; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      preserveAspectRatio="xMidYMid meet"
      className="h-full w-full"
    >
      {picture.edges.map(([from, to], index) => {
        const start = picture.nodes[from];
        const end = picture.nodes[to];
        return start && end ? (
          <path
            key={index}
            d={edgePath(start, end)}
            fill="none"
            stroke="var(--border-strong)"
            strokeWidth={1.5}
          />
        ) : null;
      })}
      {picture.nodes.map(({ x, y, family }, index) => (
        <g key={index} transform={`translate(${x} ${y})`}>
          <rect {...PICTURE_NODE} rx={4} fill="var(--surface)" stroke="var(--border-strong)" />
          <rect x={3} y={3} width={10} height={10} rx={2.5} fill={familyColour(family)} />
          <rect x={16} y={7} width={10} height={2} rx={1} fill="var(--border-strong)" />
        </g>
      ))}
    </svg>
  );
}
