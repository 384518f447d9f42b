import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { applyEdit } from './apply-edit';
import { docFromGraph } from './doc-from-graph';
import { MAX_PINNED_CHARACTERS, MAX_PINNED_ITEMS, parsePinned, pinnedText } from './pinned-data';
import { projectDraft } from './project-draft';
import { createUndo } from './undo';

const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [{ id: 'a', type: 'no-op', name: 'A', position: { x: 0, y: 0 } }],
});

describe('pinned data', () => {
  it('reads one object, a list of objects and items as the API writes them', () => {
    expect(parsePinned('{"a": 1}')).toEqual({ ok: true, items: [{ json: { a: 1 } }] });
    expect(parsePinned('[{"a": 1}, {"json": {"b": 2}}]')).toEqual({
      ok: true,
      items: [{ json: { a: 1 } }, { json: { b: 2 } }],
    });
    expect(parsePinned('[]')).toEqual({ ok: true, items: [] });
    expect(parsePinned(pinnedText([{ json: { json: 1 } }]))).toMatchObject({
      items: [{ json: { json: 1 } }],
    });
  });

  it('says what is wrong with the rest', () => {
    expect(parsePinned('{\n"a": 1,\n}')).toMatchObject({ ok: false, problem: { code: 'not-json', line: 3 } });
    expect(parsePinned('[1]')).toEqual({ ok: false, problem: { code: 'not-items' } });
    expect(parsePinned('{"a": "\\ud800"}')).toEqual({ ok: false, problem: { code: 'unstorable' } });
    const many = JSON.stringify(Array.from({ length: MAX_PINNED_ITEMS + 1 }, () => ({})));
    expect(parsePinned(many)).toMatchObject({ problem: { code: 'too-many', limit: MAX_PINNED_ITEMS } });
    const large = JSON.stringify({ a: 'x'.repeat(MAX_PINNED_CHARACTERS) });
    expect(parsePinned(large)).toMatchObject({ problem: { code: 'too-large' } });
  });

  it('is pinned and unpinned by an edit that can be undone, and refused when it is too much', () => {
    const doc = docFromGraph(graph);
    const undo = createUndo(doc, 'me');
    const pinned = () => projectDraft(doc).graph.pinned;
    expect(applyEdit(doc, { kind: 'pin-data', nodeId: 'a', items: [{ json: { n: 1 } }] }, 'me').done).toBe(
      true,
    );
    expect(pinned()).toEqual({ a: [{ json: { n: 1 } }] });
    undo.undo();
    expect(pinned()).toEqual({});
    const items = Array.from({ length: MAX_PINNED_ITEMS + 1 }, () => ({ json: {} }));
    expect(applyEdit(doc, { kind: 'pin-data', nodeId: 'a', items }, 'me')).toMatchObject({
      done: false,
      problem: { code: 'edit.pin-too-large' },
    });
    expect(pinned()).toEqual({});
  });
});
