/** Sizes of files as people read them. */
export interface FileSize {
  value: number;
  unit: 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte';
}

const UNITS = [
  [1_000_000_000, 'gigabyte'],
  [1_000_000, 'megabyte'],
  [1000, 'kilobyte'],
] as const;

/** The largest unit of which there is at least one. */
export function fileSize(bytes: number): FileSize {
  for (const [least, unit] of UNITS) if (bytes >= least) return { value: bytes / least, unit };
  return { value: bytes, unit: 'byte' };
}
