/** What lies behind a node, and which nodes lie on a cycle: those from which it leads back to the node it is entered by. */
interface Linked {
  id: string;
  inputs: readonly { edges: readonly { source: string }[] }[];
  backFrom: readonly string[];
}

type Lookup = (nodeId: string) => ReadonlySet<string>;

/** Nodes behind a node over forward edges, itself included. `ordered` must be in plan order. */
export function reachFinder(ordered: readonly Linked[]): Lookup {
  return remembered((from) => {
    const behind = new Set([from]);
    for (const node of ordered) if (sourcesOf(node).some((source) => behind.has(source))) behind.add(node.id);
    return behind;
  });
}

/** Nodes that lie on the cycle with this entry, itself included. `ordered` must be in plan order. */
export function findMembers(ordered: readonly Linked[]): Lookup {
  const behind = reachFinder(ordered);
  const nodes = new Map(ordered.map((node) => [node.id, node]));
  return remembered((entry) => {
    const reached = behind(entry);
    const members = new Set([entry]);
    const open = [...(nodes.get(entry)?.backFrom ?? [])];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = nodes.get(id);
      if (!node || members.has(id) || !reached.has(id)) continue;
      members.add(id);
      open.push(...sourcesOf(node));
    }
    return members;
  });
}

function sourcesOf({ inputs }: Linked): string[] {
  return inputs.flatMap(({ edges }) => edges.map(({ source }) => source));
}

function remembered(find: Lookup): Lookup {
  const known = new Map<string, ReadonlySet<string>>();
  return (nodeId) => {
    const found = known.get(nodeId) ?? find(nodeId);
    known.set(nodeId, found);
    return found;
  };
}
