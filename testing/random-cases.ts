/**
 * How many cases a test tries: all of them with `HEDDLE_TEST_CASES=all`, which `npm test` and so each build machine sets;
 * fewer where somebody waits for `npm run check`. A random test that fails prints the seed that brings its case back.
 */
const TRIES_ALL = process.env['HEDDLE_TEST_CASES'] === 'all';

/** Of `all` random cases a quarter, ten at least. */
export function randomCases(all: number): number {
  return TRIES_ALL ? all : Math.min(all, Math.max(10, Math.ceil(all / 4)));
}

/** Of cases that take long one in three, which ones by chance. */
export function someCases<T>(all: readonly T[]): readonly T[] {
  const first = Math.floor(Math.random() * 3);
  return TRIES_ALL ? all : all.filter((_case, at) => at % 3 === first);
}
