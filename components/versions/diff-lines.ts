/** Two texts line by line: what stayed, went and came. For texts that people write; very long ones are shown whole. */

export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Cells of the table of common lines; above it everything between the equal ends counts as replaced. */
const MOST_CELLS = 1_000_000;

/** The lines of both, in the order in which they are read. Removed lines stand before those that took their place. */
export function diffLines(before: string, after: string): DiffLine[] {
  const left = before.split('\n');
  const right = after.split('\n');
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  return [
    ...lines('same', left.slice(0, start)),
    ...diffMiddle(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...lines('same', left.slice(left.length - end)),
  ];
}

/** Runs of unchanged lines shortened to `around` lines beside each change; null stands for what was left out. */
export function foldLines(all: readonly DiffLine[], around: number): (DiffLine | null)[] {
  const near = new Array<boolean>(all.length).fill(false);
  all.forEach((line, at) => {
    if (line.kind !== 'same') near.fill(true, Math.max(0, at - around), at + around + 1);
  });
  return all.flatMap((line, at) => (near[at] ? [line] : at === 0 || near[at - 1] ? [null] : []));
}

function lines(kind: DiffLine['kind'], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

function diffMiddle(left: readonly string[], right: readonly string[]): DiffLine[] {
  const width = right.length + 1;
  if (left.length * right.length > MOST_CELLS) return [...lines('removed', left), ...lines('added', right)];
  // Longest common part of what follows each pair of lines.
  const table = new Uint32Array((left.length + 1) * width);
  const cell = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        left[i] === right[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
    }
  }
  const result: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const [old, now] = [left[i], right[j]];
    if (old !== undefined && old === now) {
      result.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (now === undefined || cell(i + 1, j) >= cell(i, j + 1))) {
      result.push({ kind: 'removed', text: old });
      i += 1;
    } else {
      result.push({ kind: 'added', text: now ?? '' });
      j += 1;
    }
  }
  return result;
}
