/** Which credentials workflows from elsewhere want, each once, over all the files that came in together. Pure. */
import type { GoodFile } from './use-read-incoming';

export interface WantedCredential {
  /** What stands for it in the nodes. */
  key: string;
  name: string;
  /** What it is called there: n8n's kind, or ours. */
  type: string;
  /** Kinds that may stand for it. */
  kinds: readonly string[];
  /** Names of the nodes that use it. */
  nodes: readonly string[];
}

/** What has to be chosen; `isKnown` tells which ids are credentials of this tenant already. */
export function wantedCredentials(
  files: readonly GoodFile[],
  isKnown: (id: string) => boolean,
): WantedCredential[] {
  const found = new Map<string, WantedCredential>();
  for (const wanted of files.flatMap((file) => [...fromN8n(file), ...fromHeddle(file, isKnown)])) {
    const known = found.get(wanted.key);
    found.set(wanted.key, known ? merged(known, wanted) : wanted);
  }
  return [...found.values()];
}

function merged(one: WantedCredential, other: WantedCredential): WantedCredential {
  return {
    ...one,
    kinds: one.kinds.filter((kind) => other.kinds.includes(kind)),
    nodes: [...new Set([...one.nodes, ...other.nodes])],
  };
}

function fromN8n({ imported }: GoodFile): WantedCredential[] {
  return (imported?.credentials ?? []).flatMap(({ key, ...rest }) =>
    key === null ? [] : [{ key, ...rest }],
  );
}

function fromHeddle({ workflow }: GoodFile, isKnown: (id: string) => boolean): WantedCredential[] {
  return (workflow.credentials ?? []).flatMap(({ id, name, kind }) => {
    const nodes = workflow.nodes.filter(({ credentials }) => Object.values(credentials).includes(id));
    if (nodes.length === 0 || isKnown(id)) return [];
    return [{ key: id, name, type: kind, kinds: [kind], nodes: nodes.map((node) => node.name) }];
  });
}
