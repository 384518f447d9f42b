/** What a person brings: files and folders that are dropped or chosen, and text that is pasted. */

/** A text with the name of where it came from. */
export interface Incoming {
  name: string;
  text: string;
}

const MOST_FILES = 500;
const MOST_BYTES = 16_000_000;

/** The texts of files, in the order of their names. Files that cannot be workflows are left out. */
export async function readIncoming(files: readonly File[]): Promise<Incoming[]> {
  const read = files
    .filter((file) => /\.(json|txt|ya?ml)$/i.test(file.name) && file.size <= MOST_BYTES)
    .slice(0, MOST_FILES)
    .map(async (file) => ({ name: file.webkitRelativePath || file.name, text: await file.text() }));
  const texts = await Promise.all(read);
  return texts.sort((a, b) => a.name.localeCompare(b.name));
}

/** The files of a drop, those inside folders included. To be called while the event is handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files];
  const found = await Promise.all(entries.map((entry) => filesIn(entry)));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry instanceof FileSystemFileEntry) {
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const found: FileSystemEntry[] = [];
  // A reader gives a part of the folder at a time, and nothing when it is through.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0 || found.length > MOST_FILES) break;
    found.push(...part);
  }
  const inside = await Promise.all(found.map((inner) => filesIn(inner)));
  return inside.flat();
}
