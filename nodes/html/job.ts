/**
 * Values out of HTML by CSS selectors, away from the worker's loop: a selector on a large page can take long. The tree is
 * the one a browser would build (parse5), and selectors may use what jQuery adds, such as `:first` and `:contains()`.
 */
import type { AnyNode, Document, Element } from 'domhandler';
import type { Json, JsonObject } from '@/core/items/item';
import { setField } from '@/core/items/field-path';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface WantedValue {
  key: string;
  selector: string;
  take: 'text' | 'html' | 'attribute' | 'value';
  attribute: string;
  skip: string;
  asList: boolean;
}

export interface HtmlJob {
  html: string;
  values: readonly WantedValue[];
  trim: boolean;
  cleanUp: boolean;
}

/** Deeper pages overflow the stack of whoever walks them. */
const MAX_DEPTH = 1000;

/** Throws NodeFailure `html.bad-selector` or `html.too-deep`. A value without a match is left out, or an empty list. */
export async function run({ html, values, trim, cleanUp }: HtmlJob): Promise<JsonObject> {
  const tools = await loadTools();
  const document = tools.parse(html);
  demandShallow(document);
  const json: JsonObject = {};
  for (const wanted of values) {
    const tidy = (text: string): string => tidyText(text, { trim, cleanUp });
    const value = valueOf(wanted, find(wanted.selector, document, tools), { tools, tidy });
    if (value !== undefined) setField(json, writablePath(wanted.key), value);
  }
  return json;
}

async function loadTools() {
  const [{ parse }, { adapter }, { select }, domutils, { render }] = await Promise.all([
    import('parse5'),
    import('parse5-htmlparser2-tree-adapter'),
    import('cheerio-select'),
    import('domutils'),
    import('dom-serializer'),
  ]);
  return {
    parse: (html: string): Document => parse(html, { treeAdapter: adapter }),
    select,
    textContent: domutils.textContent,
    removeElement: domutils.removeElement,
    inner: (element: Element): string => render(element.children, { encodeEntities: 'utf8' }),
  };
}

type Tools = Awaited<ReturnType<typeof loadTools>>;

function find(selector: string, root: AnyNode, { select }: Tools): Element[] {
  try {
    return select(selector, root);
  } catch {
    throw NodeFailure.final(
      'html.bad-selector',
      `"${selector.slice(0, 200)}" is no CSS selector that can be used. Correct it.`,
    );
  }
}

function valueOf(
  wanted: WantedValue,
  found: readonly Element[],
  { tools, tidy }: { tools: Tools; tidy: (text: string) => string },
): Json | undefined {
  const read = (element: Element): string | undefined => {
    const text = rawValue(wanted, element, tools);
    return text === undefined ? undefined : tidy(text);
  };
  if (wanted.asList) return found.flatMap((element) => read(element) ?? []);
  const [first] = found;
  if (!first) return undefined;
  if (wanted.take !== 'text') return read(first);
  const text = tidy(found.map((element) => rawValue(wanted, element, tools) ?? '').join(''));
  return text === '' ? undefined : text;
}

function rawValue(wanted: WantedValue, element: Element, tools: Tools): string | undefined {
  switch (wanted.take) {
    case 'attribute':
      return Object.hasOwn(element.attribs, wanted.attribute) ? element.attribs[wanted.attribute] : undefined;
    case 'html':
      return tools.inner(element);
    case 'value':
      return formValue(element, tools);
    case 'text':
      return textOf(element, wanted.skip, tools);
  }
}

function textOf(element: Element, skip: string, tools: Tools): string {
  if (skip.trim() === '') return tools.textContent(element);
  const copy = element.cloneNode(true);
  for (const part of find(skip, copy, tools)) if (part !== copy) tools.removeElement(part);
  return tools.textContent(copy);
}

function formValue(element: Element, tools: Tools): string | undefined {
  if (element.name === 'textarea') return tools.textContent(element);
  if (element.name !== 'select') return element.attribs['value'];
  const [chosen] = find('option[selected]', element, tools);
  const option = chosen ?? find('option', element, tools)[0];
  return option && (option.attribs['value'] ?? tools.textContent(option));
}

function tidyText(text: string, { trim, cleanUp }: { trim: boolean; cleanUp: boolean }): string {
  const whole = trim || cleanUp ? text.trim() : text;
  return cleanUp ? whole.replace(/\s+/g, ' ') : whole;
}

function demandShallow(document: Document): void {
  let level: AnyNode[] = document.children;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw NodeFailure.final(
        'html.too-deep',
        `The HTML is nested more than ${MAX_DEPTH} levels deep. It is probably broken; check where it comes from.`,
      );
    }
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
}
