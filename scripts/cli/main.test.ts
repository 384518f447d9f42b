import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { COMMANDS, main } from './main';

let log: MockInstance<typeof console.log>;
beforeEach(() => {
  log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => log.mockRestore());

const said = () => log.mock.calls.map(([line]) => String(line)).join('\n');

describe('help', () => {
  it.each(['help', '--help', '-h'])('%s names every command', async (word) => {
    await main([word]);
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(said()).toContain(name);
      expect(said()).toContain(summary);
    }
  });

  it.each(Object.entries(COMMANDS))(
    '%s --help shows how it is called, with an example',
    async (name, command) => {
      expect(command.example.startsWith(name)).toBe(true);
      await main([...name.split(' '), '--help']);
      expect(said()).toContain(`Usage: npm run heddle -- ${name}`);
      expect(said()).toContain(`Example: npm run heddle -- ${command.example}`);
    },
  );

  it('a group names its commands', async () => {
    await main(['runs']);
    expect(said()).toContain('runs retry');
    expect(said()).not.toContain('versions');
    await main(['versions', '--help']);
    expect(said()).toContain('versions diff');
  });
});

describe('what cannot be meant is refused before a database is asked', () => {
  const ID = '019aa5b9-1c40-7b02-8f3e-5d2a9c6e4b21';
  it.each([
    [['fly'], 'cli.unknown-command'],
    [['runs', 'fly'], 'cli.unknown-command'],
    [['runs', 'list', '--sort', 'x'], 'cli.bad-arguments'],
    [['runs', 'get'], 'cli.no-id'],
    [['runs', 'get', 'seven'], 'run.not-found'],
    [['runs', 'retry', ID, '--mode', 'all', '--from', 'a'], 'cli.bad-arguments'],
    [['runs', 'retry', ID, '--input', '{}'], 'cli.bad-arguments'],
    [['versions', 'diff', ID, 'first'], 'cli.bad-arguments'],
    [['versions', 'restore', ID], 'cli.bad-arguments'],
    [['publish'], 'cli.no-id'],
    [['create-node', 'Bad Name'], 'cli.bad-name'],
    [['validate'], 'cli.no-file'],
    [['import', '/no/such/file.json'], 'cli.unreadable-file'],
    [['export', 'x'], 'workflow.not-found'],
  ])('%j: %s', async (args, code) => {
    await expect(main(args)).rejects.toMatchObject({ code });
  });
});
