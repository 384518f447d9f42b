/** The look of every code editor: the product's own colour tokens, so light and dark come by themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const base = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--foreground)', fontSize: '12.5px', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, ui-monospace, monospace)', lineHeight: '1.55' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--foreground)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--foreground)' },
  // As exact as the editor's own rule for a focused selection, which has a colour of neither theme.
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-content ::selection':
    { backgroundColor: 'var(--accent-soft)' },
  // A frame: behind coloured text, a background of any strength takes away from its contrast.
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: '0 0 0 1px var(--muted)',
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: '0 0 0 1px var(--danger)',
    borderRadius: '2px',
  },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--foreground) 4%, transparent)',
  },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-expression': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 14%, transparent)',
    borderRadius: '3px',
    color: 'var(--foreground)',
    boxShadow: '0 0 0 1px color-mix(in oklab, var(--accent) 14%, transparent)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface-raised)',
    border: '1px solid var(--border)',
    borderRadius: '8px',
    boxShadow: '0 8px 24px rgb(0 0 0 / 0.16)',
    color: 'var(--foreground)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '15em', minWidth: '240px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '4px 10px',
    display: 'flex',
    gap: '8px',
    minHeight: '24px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 18%, transparent)',
    color: 'var(--foreground)',
  },
  '.cm-completionLabel': { fontFamily: 'var(--font-mono, ui-monospace, monospace)', fontSize: '12px' },
  '.cm-completionDetail': { marginLeft: 'auto', opacity: '0.7', fontStyle: 'normal', fontSize: '11px' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 10px', maxWidth: '300px', fontSize: '12px' },
  '.cm-info-signature': {
    fontFamily: 'var(--font-mono, ui-monospace, monospace)',
    fontSize: '11.5px',
    color: 'var(--muted)',
  },
  '.cm-info-doc': { marginTop: '3px', lineHeight: '1.4' },
  '.cm-info-example': {
    marginTop: '5px',
    fontFamily: 'var(--font-mono, ui-monospace, monospace)',
    fontSize: '11.5px',
    color: 'var(--muted)',
    overflowWrap: 'anywhere',
  },
  '.cm-info-value': {
    marginTop: '5px',
    fontFamily: 'var(--font-mono, ui-monospace, monospace)',
    fontSize: '11.5px',
    color: 'var(--success)',
    overflowWrap: 'anywhere',
  },
  '.cm-doubt': { textDecorationLine: 'underline', textDecorationStyle: 'wavy', textUnderlineOffset: '3px' },
  '.cm-doubt-warning': { textDecorationColor: 'var(--warning)' },
  '.cm-doubt-error': { textDecorationColor: 'var(--danger)' },
  '.cm-doubt-tip': { padding: '6px 10px', maxWidth: '320px', fontSize: '12px', lineHeight: '1.45' },
  '.cm-doubt-tip button': {
    display: 'block',
    marginTop: '4px',
    minHeight: '24px',
    color: 'var(--accent)',
    fontWeight: '500',
    cursor: 'pointer',
  },
  '.cm-dropCursor': { borderLeft: '2px solid var(--accent)' },
});

const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
  { tag: [tags.comment], color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.propertyName], color: 'var(--info)' },
]);

/** Extensions that every editor of the product shares. */
export const codeMirrorTheme = [base, syntaxHighlighting(highlight)];
