/** A file of an item by the name that a parameter gives. */
import type { FileRef, Item } from '@/core/items/item';
import { NodeFailure } from './node-failure';

/** Throws NodeFailure `file.missing`, which names the files that are there. */
export function fileOf(item: Pick<Item, 'binary'>, name: string): FileRef {
  const binary = item.binary ?? {};
  const file = Object.hasOwn(binary, name) ? binary[name] : undefined;
  if (file) return file;
  const names = Object.keys(binary);
  throw NodeFailure.final(
    'file.missing',
    names.length === 0
      ? `The item has no file "${name}"; it has no files at all. Connect a node that gives files.`
      : `The item has no file "${name}". It has: ${names.slice(0, 20).join(', ')}.`,
    { outcome: 'not-done', details: { file: name } },
  );
}

/** The name under which a file is put on an item. Throws NodeFailure `file.bad-name`. */
export function fileSlot(name: string): string {
  const slot = name.trim();
  if (slot !== '' && slot !== '__proto__') return slot;
  throw NodeFailure.final(
    'file.bad-name',
    'Say under which name the file is put on the item, such as data.',
    {
      outcome: 'not-done',
    },
  );
}
