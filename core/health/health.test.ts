import { describe, expect, it } from 'vitest';
import { judgeHealth, worstOf, type HealthFacts } from './health';

const WELL: Required<HealthFacts> = {
  database: { majorVersion: 16, fsync: true, synchronousCommit: true, fullPageWrites: true, openTables: [] },
  processes: [
    { kind: 'web', version: '1.0.0' },
    { kind: 'worker', version: '1.0.0' },
  ],
  work: { dueLagMs: 20, orphans: 0 },
  history: { weeksAhead: 4, strayed: 0 },
  keys: { credentials: 2, unreadable: 0 },
  redis: { state: 'answers' },
  disk: { freeBytes: 50e9, totalBytes: 100e9, blobsWritable: true },
  clockAheadMs: -40,
  backup: { ageDays: 1.5 },
};
const findings = (facts: HealthFacts) =>
  judgeHealth(facts)
    .filter(({ level }) => level !== 'ok')
    .map(({ level, code }) => `${level} ${code}`);

describe('judgeHealth', () => {
  it('finds nothing where everything is well, and says so', () => {
    const checks = judgeHealth(WELL);
    expect(worstOf(checks)).toBe('ok');
    expect(checks.map(({ name }) => name)).toEqual([
      'database',
      'isolation',
      'workers',
      'lag',
      'transport',
      'clock',
      'disk',
      'files',
      'partitions',
      'keys',
      'backup',
    ]);
  });

  it('says nothing about what nobody could look at', () => {
    expect(judgeHealth({})).toEqual([]);
    expect(judgeHealth({ work: null, disk: null })).toEqual([]);
  });

  const database = WELL.database ?? expect.unreachable();
  const disk = WELL.disk ?? expect.unreachable();
  it.each<[HealthFacts, string[]]>([
    [{ database: { ...database, majorVersion: 13 } }, ['problem database.too-old']],
    [{ database: { ...database, majorVersion: 14 } }, []],
    [{ database: { ...database, fsync: false } }, ['problem database.forgets']],
    [{ database: { ...database, synchronousCommit: false } }, ['problem database.forgets']],
    [{ database: { ...database, openTables: ['runs'] } }, ['problem isolation.open']],
    [{ processes: [{ kind: 'web', version: '1' }] }, ['problem workers.none']],
    [
      {
        processes: [
          { kind: 'web', version: '1' },
          { kind: 'worker', version: '2' },
        ],
      },
      ['warning versions.mixed'],
    ],
    [{ work: { dueLagMs: 10_001, orphans: 0 } }, ['warning lag.behind']],
    [{ work: { dueLagMs: 60_001, orphans: 2 } }, ['problem lag.behind', 'warning runs.orphaned']],
    [{ redis: { state: 'away' } }, ['warning transport.redis-away']],
    [{ redis: { state: 'unused' } }, []],
    [{ clockAheadMs: 1500 }, ['warning clock.apart']],
    [{ clockAheadMs: -60_000 }, ['problem clock.apart']],
    [{ disk: { ...disk, freeBytes: 4e9 } }, ['warning disk.low']],
    [
      { disk: { ...disk, freeBytes: 9e8, blobsWritable: false } },
      ['problem disk.low', 'problem files.not-writable'],
    ],
    [{ history: { weeksAhead: 1, strayed: 5 } }, ['warning partitions.short', 'warning partitions.strayed']],
    [{ keys: { credentials: 3, unreadable: 1 } }, ['problem keys.missing']],
    [{ backup: { ageDays: null } }, ['warning backup.none']],
    [{ backup: { ageDays: 8 } }, ['warning backup.old']],
  ])('%j', (facts, expected) => expect(findings(facts)).toEqual(expected));
});
