/** The bytes of files for code that asks for them: they go in as text, so they are few and small. */
import type { Item } from '@/core/items/item';
import type { StepContext } from '@/core/node-kit/executor';

/** Code that looks into files, not only at their names. */
const ASKS_FOR_BYTES = /\bgetBinaryDataBuffer\b|\bgetBinaryData\w*\(|binary\b[\s\S]*?\bdata\b/i;
/** Of what code may be given: base64 is a third longer, and the items need room as well. */
const SHARE = 0.5;

/** Base64 by `<place of the item>/<name of the file>`; undefined where the code does not ask or they are too large. */
export async function fileBytesFor(
  source: string,
  items: readonly Item[],
  ctx: StepContext,
): Promise<Record<string, string> | undefined> {
  const files = items.flatMap((item, index) =>
    Object.entries(item.binary ?? {}).map(([key, file]) => ({ handle: `${index}/${key}`, file })),
  );
  if (files.length === 0 || !ASKS_FOR_BYTES.test(source)) return undefined;
  const characters = files.reduce((sum, { file }) => sum + Math.ceil(file.size / 3) * 4, 0);
  if (characters > ctx.limits['code.data-characters'] * SHARE) {
    ctx.log('warn', 'The files are too large for code, so it sees their names and types alone.');
    return undefined;
  }
  const bytes: Record<string, string> = {};
  for (const { handle, file } of files) {
    bytes[handle] = Buffer.from(await ctx.files.read(file)).toString('base64');
  }
  return bytes;
}
