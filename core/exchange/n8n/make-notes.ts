/** Sticky notes, and the notes that people write on nodes, as notes on the canvas. */
import type { GraphNote } from '@/core/contracts/portable-workflow';
import { toStorableText } from '@/core/graph/inspect-input';
import { fingerprint, seal } from './envelope';
import { noteSizeOf, positionOf } from './layout';
import type { MadeNode } from './make-node';
import type { Names } from './names';
import type { Remark } from './report';
import { textOf } from './safe-value';
import type { SourceNode } from './source';

const MAX_TEXT = 20_000;
const BESIDE = { below: 96, size: { width: 232, height: 72 } };

/** Makes the note of a sticky note. n8n's own text stands where it says none. */
export function makeNotes(names: Names): (node: SourceNode) => { note: GraphNote; remarks: Remark[] } {
  return (node) => {
    const content = textOf(node.parameters['content'], "## I'm a note");
    const text = toStorableText(content.startsWith('=') ? content.slice(1) : content);
    const remarks: Remark[] =
      text.length > MAX_TEXT ? [{ code: 'note.clipped', values: { limit: MAX_TEXT } }] : [];
    const id = names.id(node.raw['id']);
    const position = positionOf(node);
    const size = noteSizeOf(node.parameters);
    const clipped = toStorableText(text.slice(0, MAX_TEXT));
    const envelope = {
      ...{ node: { ...node.raw }, index: node.index, as: id, name: node.name, position },
      ...{ parameters: fingerprint([clipped, size]), settings: '', inputs: [], outputs: [] },
    };
    return { note: { id, text: clipped, position, size, imported: seal(envelope) }, remarks };
  };
}

/** The note of a node, below it; undefined without one. */
export function noteBeside({ source, node, remarks }: MadeNode, names: Names): GraphNote | undefined {
  const text = toStorableText(textOf(source.raw['notes']).slice(0, MAX_TEXT));
  if (text.trim() === '') return undefined;
  remarks.push({ code: 'settings.node-note', values: {} });
  return {
    id: names.id(undefined),
    text,
    position: { x: node.position.x, y: node.position.y + BESIDE.below },
    size: BESIDE.size,
    imported: seal({ noteOf: node.id, text }),
  };
}
