/** Aligning and distributing what is selected, as one undo step. */
import { align, distribute, type Alignment, type Axis, type Moves } from '@/components/canvas/arrange';
import { selectedBoxes } from '@/components/canvas/boxes';
import { noteFlowId } from '@/components/canvas/flow-ids';
import type { CommandContext } from './command-context';

const ALIGNMENTS = {
  'align-left': 'left',
  'align-centre': 'centre',
  'align-right': 'right',
  'align-top': 'top',
  'align-middle': 'middle',
  'align-bottom': 'bottom',
} as const satisfies Record<string, Alignment>;
const AXES = {
  'distribute-horizontal': 'horizontal',
  'distribute-vertical': 'vertical',
} as const satisfies Record<string, Axis>;

type ArrangeCommand = keyof typeof ALIGNMENTS | keyof typeof AXES;

function isAlignment(id: ArrangeCommand): id is keyof typeof ALIGNMENTS {
  return id in ALIGNMENTS;
}

/** Moves what is selected. Notes and nodes take part alike. */
export function arrange({ editor, announce }: CommandContext, id: ArrangeCommand): void {
  const { selection } = editor.interaction.getState();
  const { nodes, notes } = selectedBoxes(editor.document.getState().graph, editor.catalog, selection);
  const boxes = [...nodes, ...notes.map((note) => ({ ...note, id: noteFlowId(note.id) }))];
  const moves: Moves = isAlignment(id) ? align(boxes, ALIGNMENTS[id]) : distribute(boxes, AXES[id]);
  const pick = (list: readonly { id: string }[], key: (id: string) => string) =>
    Object.fromEntries(
      list.flatMap((box) => {
        const to = moves[key(box.id)];
        return to ? [[box.id, to]] : [];
      }),
    );
  const positions = pick(nodes, (nodeId) => nodeId);
  const moved = pick(notes, noteFlowId);
  const count = Object.keys(positions).length + Object.keys(moved).length;
  if (count === 0) return;
  editor.endGesture();
  editor.apply({ kind: 'move-nodes', positions, notes: moved });
  editor.endGesture();
  announce('aligned', { count });
}
