import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { GoodFile } from './use-read-incoming';
import { wantedCredentials } from './wanted-credentials';

const none = () => false;
type Needed = NonNullable<GoodFile['imported']>['credentials'];

function fromN8n(credentials: Needed): GoodFile {
  const workflow = portableWorkflowSchema.parse({ format: 'heddle.workflow/1', name: 'w', nodes: [] });
  const imported = { workflow, report: [], notes: [], remarks: [], credentials };
  return { file: 'f', id: null, workflow, imported };
}
const shop = (nodes: string[], kinds = ['header']) => ({
  ...{ type: 'httpHeaderAuth', name: 'Shop', key: 'n8n/httpHeaderAuth/Shop', kinds, nodes },
});

function ownFile(id: string): GoodFile {
  const workflow = portableWorkflowSchema.parse({
    ...{ format: 'heddle.workflow/1', name: 'w' },
    nodes: [
      {
        ...{ id: 'a', type: 'http-request', name: 'Call', position: { x: 0, y: 0 } },
        credentials: { auth: id },
      },
    ],
    credentials: [
      { id, kind: 'bearer', name: 'Mail' },
      { id: 'of-nobody', kind: 'bearer', name: 'Unused' },
    ],
  });
  return { file: 'f', id: null, workflow, imported: null };
}

describe('what files want', () => {
  it('is asked for once, over all of them, with what fits every node', () => {
    const files = [fromN8n([shop(['One'], ['header', 'bearer'])]), fromN8n([shop(['Two', 'One'])])];
    expect(wantedCredentials(files, none)).toEqual([shop(['One', 'Two'], ['header'])]);
  });

  it('is not asked for where no node has a place for it', () => {
    expect(wantedCredentials([fromN8n([{ ...shop(['One']), key: null }])], none)).toEqual([]);
  });

  it('is what a file of Heddle names and this tenant does not have', () => {
    expect(wantedCredentials([ownFile('their-id')], none)).toEqual([
      { key: 'their-id', name: 'Mail', type: 'bearer', kinds: ['bearer'], nodes: ['Call'] },
    ]);
    expect(wantedCredentials([ownFile('our-id')], (id) => id === 'our-id')).toEqual([]);
  });
});
