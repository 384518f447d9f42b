/** `compat`: which node types of n8n become what, with their versions. Needs no database. */
import { listRules } from '@/core/exchange/n8n/nodes/find-rule';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import type { Command } from './command';

export const compatCommand: Command = {
  usage: '',
  summary: 'print which node types of n8n are understood, and in which versions',
  example: 'compat',
  run() {
    const catalog = createCatalog(definitions);
    const rows = listRules()
      .map(({ type, versions, becomes }) => ({
        type,
        versions: versions.map(versionRange).join(', '),
        becomes: catalog.find(becomes) ? becomes : 'placeholder',
      }))
      .sort((a, b) => (a.type < b.type ? -1 : 1));
    const all = [...rows, { type: 'stickyNote', versions: '1', becomes: 'note' }];
    const width = (key: 'type' | 'versions') => Math.max(...all.map((row) => row[key].length)) + 2;
    const line = (type: string, versions: string, becomes: string) =>
      console.log(type.padEnd(width('type')) + versions.padEnd(width('versions')) + becomes);
    line('n8n', 'versions', 'Heddle');
    for (const row of all) line(row.type, row.versions, row.becomes);
    const understood = all.filter((row) => row.becomes !== 'placeholder').length;
    console.log(
      `\n${understood} of ${all.length} types are understood. Every other type becomes a placeholder that keeps it whole.`,
    );
    return Promise.resolve();
  },
};

/** `3.4` stands for 3 to 3.4. */
function versionRange(highest: number): string {
  const whole = Math.floor(highest);
  return whole === highest ? String(whole) : `${whole}–${highest}`;
}
