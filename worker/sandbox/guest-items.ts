/** Items on their way into the guest and back. What comes back is checked part by part: the guest made it. */
import type { FileRef, Item, ItemOrigin } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { visibleFiles } from '@/core/items/visible-files';
import type { CodeScope, OutputItem } from '@/core/node-kit/executor';

export interface ConsoleLine {
  level: 'log' | 'warn' | 'error';
  text: string;
}

/** JSON of the items. Files are shown by name, type and size; `id` is a handle that means nothing elsewhere. */
export function encodeItems(items: readonly Item[]): string {
  return JSON.stringify(
    items.map((item, index) =>
      item.binary === undefined
        ? { json: item.json }
        : { json: item.json, binary: showFiles(item.binary, index) },
    ),
  );
}

/** Items made of what the guest gave, or null when it is not a list of objects. */
export function decodeItems(given: readonly unknown[], input: readonly Item[]): OutputItem[] | null {
  const decoded: OutputItem[] = [];
  for (const entry of given) {
    // JSON.parse made these objects, so their members are JSON.
    if (!isPlainObject(entry) || !isPlainObject(entry['json'])) return null;
    const item: OutputItem = { json: entry['json'] as OutputItem['json'] };
    const from = originsOf(entry['from'], input.length);
    if (from.length > 0) item.from = from;
    const binary = isPlainObject(entry['binary']) ? findFiles(entry['binary'], input) : {};
    if (Object.keys(binary).length > 0) item.binary = binary;
    decoded.push(item);
  }
  return decoded;
}

/** Places in the input, each once; what is no place is none. */
function originsOf(said: unknown, length: number): ItemOrigin[] {
  const places = (Array.isArray(said) ? said : [said]).filter(
    (index): index is number => Number.isInteger(index) && index >= 0 && index < length,
  );
  return [...new Set(places)].map((index) => ({ port: 'main', index }));
}

/** JSON of what the code sees of the run around it. Files of other nodes are shown, not handed over. */
export function encodeScope(scope: CodeScope | undefined): string {
  if (!scope) return '{"nodes":{}}';
  const show = ({ json, binary }: Item) =>
    binary === undefined ? { json } : { json, binary: visibleFiles(binary) };
  const nodes = Object.entries(scope.nodes).map(([name, node]): [string, unknown] => [
    name,
    {
      executed: node.executed,
      items: node.items.map(show),
      paired: node.paired.map((one) => (typeof one === 'object' && one !== null ? show(one) : one)),
    },
  ]);
  return JSON.stringify({ ...scope, nodes: Object.fromEntries(nodes) });
}

/** Console lines within bounds; anything else is dropped. */
export function decodeConsole(given: unknown): ConsoleLine[] {
  if (!Array.isArray(given)) return [];
  return given.slice(0, 200).flatMap((line: unknown) => {
    if (!isPlainObject(line) || typeof line['text'] !== 'string') return [];
    const level = line['level'] === 'warn' || line['level'] === 'error' ? line['level'] : 'log';
    return [{ level, text: line['text'].slice(0, 2001) }];
  });
}

function showFiles(binary: Record<string, FileRef>, index: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(binary).map(([key, { name, mediaType, size }]) => [
      key,
      { id: `${index}/${key}`, name, mediaType, size },
    ]),
  );
}

/** Files of the input that the guest named by their handles. A handle that was never given out finds nothing. */
function findFiles(handles: Record<string, unknown>, input: readonly Item[]): Record<string, FileRef> {
  const files: Record<string, FileRef> = {};
  for (const [name, handle] of Object.entries(handles)) {
    const match = typeof handle === 'string' ? /^([0-9]{1,9})\/(.+)$/s.exec(handle) : null;
    const binary = match ? input[Number(match[1])]?.binary : undefined;
    const key = match?.[2] ?? '';
    const file = binary && Object.hasOwn(binary, key) ? binary[key] : undefined;
    if (file && name !== '__proto__') files[name] = file;
  }
  return files;
}
