/** Items on their way into the guest and back. What comes back is checked part by part: the guest made it. */
import type { FileRef, Item, ItemOrigin } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { visibleFiles } from '@/core/items/visible-files';
import type { CodeItem, CodeScope, MadeFile, StaticData } from '@/core/node-kit/executor';
import { guestFailure } from './sandbox-failures';

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
        : { json: item.json, binary: showFiles(item.binary, String(index)) },
    ),
  );
}

/** Items made of what the guest gave, or null when it is not a list of objects. */
export function decodeItems(
  given: readonly unknown[],
  input: readonly Item[],
  scope?: CodeScope,
): CodeItem[] | null {
  const decoded: CodeItem[] = [];
  const others = Object.values(scope?.nodes ?? {}).map(({ items }) => items);
  for (const entry of given) {
    // JSON.parse made these objects, so their members are JSON.
    if (!isPlainObject(entry) || !isPlainObject(entry['json'])) return null;
    const item: CodeItem = { json: entry['json'] as CodeItem['json'] };
    const from = originsOf(entry['from'], input.length);
    if (from.length > 0) item.from = from;
    const given = isPlainObject(entry['binary']) ? entry['binary'] : {};
    const binary = findFiles(given, input, others);
    if (Object.keys(binary).length > 0) item.binary = binary;
    const made = madeFiles(given);
    if (Object.keys(made).length > 0) item.made = made;
    const failed = failureOf(entry['failed']);
    if (failed) item.failed = failed;
    decoded.push(item);
  }
  return decoded;
}

/** What the guest says it threw over an item, in the words of a failed step. */
function failureOf(said: unknown): CodeItem['failed'] {
  if (!isPlainObject(said)) return undefined;
  const { message, line } = said;
  const { code, message: words } = guestFailure({
    code: said['code'] === 'bad-result' ? 'bad-result' : 'threw',
    message: typeof message === 'string' ? message : '',
    ...(typeof line === 'number' ? { line } : {}),
  });
  return { code, message: words };
}

/** Places in the input, each once; what is no place is none. */
function originsOf(said: unknown, length: number): ItemOrigin[] {
  const places = (Array.isArray(said) ? said : [said]).filter(
    (index): index is number => Number.isInteger(index) && index >= 0 && index < length,
  );
  return [...new Set(places)].map((index) => ({ port: 'main', index }));
}

/** JSON of what the code sees of the run around it. */
export function encodeScope(
  scope: CodeScope | undefined,
  fileBytes: Readonly<Record<string, string>> = {},
): string {
  if (!scope) return JSON.stringify({ nodes: {}, fileBytes });
  const show = ({ json, binary }: Item) =>
    binary === undefined ? { json } : { json, binary: visibleFiles(binary) };
  const nodes = Object.entries(scope.nodes).map(([name, node], place): [string, unknown] => [
    name,
    {
      executed: node.executed,
      items: node.items.map((item, index) =>
        item.binary === undefined
          ? show(item)
          : { json: item.json, binary: showFiles(item.binary, `@${place}/${index}`) },
      ),
      paired: node.paired.map((one) => (typeof one === 'object' && one !== null ? show(one) : one)),
    },
  ]);
  return JSON.stringify({ ...scope, nodes: Object.fromEntries(nodes), fileBytes });
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

/** What the code changed of what is kept for it, in its parts. */
export function decodeStaticData(given: unknown): Partial<StaticData> {
  const found: Partial<StaticData> = {};
  if (!isPlainObject(given)) return found;
  for (const kind of ['global', 'node'] as const) {
    const data = given[kind];
    // JSON.parse made it.
    if (isPlainObject(data)) found[kind] = data as StaticData['global'];
  }
  return found;
}

function showFiles(binary: Record<string, FileRef>, place: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(binary).map(([key, { name, mediaType, size }]) => [
      key,
      { id: `${place}/${key}`, name, mediaType, size },
    ]),
  );
}

/** Files that the guest named by their handles. A handle that was never given out finds nothing. */
function findFiles(
  handles: Record<string, unknown>,
  input: readonly Item[],
  others: readonly (readonly Item[])[],
): Record<string, FileRef> {
  const files: Record<string, FileRef> = {};
  for (const [name, handle] of Object.entries(handles)) {
    const match =
      typeof handle === 'string' ? /^(?:@([0-9]{1,9})\/)?([0-9]{1,9})\/(.+)$/s.exec(handle) : null;
    const list = match?.[1] === undefined ? input : others[Number(match[1])];
    const binary = match ? list?.[Number(match[2])]?.binary : undefined;
    const key = match?.[3] ?? '';
    const file = binary && Object.hasOwn(binary, key) ? binary[key] : undefined;
    if (file && name !== '__proto__') files[name] = file;
  }
  return files;
}

/** Files that the guest made: bytes in base64, with a name and a type. */
function madeFiles(given: Record<string, unknown>): Record<string, MadeFile> {
  const files: Record<string, MadeFile> = {};
  for (const [key, file] of Object.entries(given)) {
    if (!isPlainObject(file) || typeof file['data'] !== 'string' || key === '__proto__') continue;
    const { data, name, mediaType } = file;
    files[key] = {
      data: data, // just checked
      name: typeof name === 'string' && name !== '' ? name : key,
      mediaType: typeof mediaType === 'string' ? mediaType : 'application/octet-stream',
    };
  }
  return files;
}
