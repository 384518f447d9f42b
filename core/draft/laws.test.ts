/** Laws of the draft, over random graphs and random edits. fast-check prints the seed of a failure. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { anEdit, aGraph } from '@/testing/graph/arbitraries';
import { applyEdit } from './apply-edit';
import { docFromGraph } from './doc-from-graph';
import { createDraftView } from './draft-view';
import { graphToEdits } from './graph-to-edits';
import { projectDraft } from './project-draft';
import { createUndo } from './undo';

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

describe('draft laws', () => {
  it('projects the document of a graph to that graph', () => {
    fc.assert(
      fc.property(aGraph(), (graph) => {
        const projection = projectDraft(docFromGraph(graph));
        expect(projection.problems).toEqual([]);
        expect(projection.notices).toEqual([]);
        expect(projection.graph).toEqual(graph);
      }),
    );
  });

  it('gives two people the same graph once they know of each other, whatever they did', () => {
    fc.assert(
      fc.property(aGraph(), fc.array(anEdit('a')), fc.array(anEdit('b')), (graph, mine, theirs) => {
        const one = docFromGraph(graph);
        const two = copyOf(one);
        for (const edit of mine) applyEdit(one, edit, 'one');
        for (const edit of theirs) applyEdit(two, edit, 'two');
        Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
        Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
        expect(projectDraft(one)).toEqual(projectDraft(two));
        expect(projectDraft(one).problems).toEqual([]);
      }),
    );
  });

  it('undoes everything to where it began, and redoes everything to where it was', () => {
    fc.assert(
      fc.property(aGraph(), fc.array(anEdit('a'), { maxLength: 12 }), (graph, edits) => {
        const doc = docFromGraph(graph);
        const undo = createUndo(doc, 'me');
        for (const edit of edits) applyEdit(doc, edit, 'me');
        const after = projectDraft(doc).graph;
        while (undo.canUndo()) undo.undo();
        expect(projectDraft(doc).graph).toEqual(graph);
        while (undo.canRedo()) undo.redo();
        expect(projectDraft(doc).graph).toEqual(after);
      }),
    );
  });

  it('turns any draft into any graph', () => {
    fc.assert(
      fc.property(aGraph(), aGraph(), (from, to) => {
        const doc = docFromGraph(from);
        const outcome = applyEdit(doc, { kind: 'batch', edits: graphToEdits(doc, to) }, 'file');
        expect(outcome.done).toBe(true);
        expect(projectDraft(doc).graph).toEqual(to);
        expect(graphToEdits(doc, to)).toEqual([]);
      }),
    );
  });

  it('shows in a view exactly what a fresh projection shows', () => {
    fc.assert(
      fc.property(aGraph(), fc.array(anEdit('a')), (graph, edits) => {
        const doc = docFromGraph(graph);
        const view = createDraftView(doc);
        view.current();
        for (const edit of edits) {
          applyEdit(doc, edit, 'me');
          expect(view.current()).toEqual(projectDraft(doc));
        }
        view.destroy();
      }),
    );
  });
});
