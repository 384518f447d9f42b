/**
 * Pairs the deliveries of a join by longest common path, once it is known that no more will come. Deliveries at inner
 * paths find their partners there first; one from an outer scope is repeated for each inner pair; what has no partner
 * on the same path meets the others in order, first with first. Depends on paths alone, never on arrival.
 */
import { comparePaths, compareSegments } from './path';
import type { Arrival, JoinGroup, Plan } from './types';

export interface Pair {
  /** The longest of its members' paths; of equally long ones that of the earlier port. */
  path: readonly string[];
  members: Arrival[];
}

/** The pairs that are left to fire in a group. `ports`: the join's input ports in order. */
export function pairArrivals(plan: Plan, group: JoinGroup, ports: readonly string[]): Pair[] {
  const arrivals = ports.flatMap((port) => [...(group.arrivals.get(port)?.values() ?? [])]);
  if (arrivals.every((arrival) => arrival.used)) return [];
  const unused = arrivals.filter((arrival) => !arrival.used);
  // A used delivery from an outer scope is repeated for inner ones that are still without it.
  const around = new Set<string>();
  for (const { path } of unused) {
    for (let length = path.length - 1; length >= group.prefix.length; length--)
      around.add(path.slice(0, length).join('/'));
  }
  const outer = arrivals.filter(({ used, path }) => used && around.has(path.join('/')));
  return pairWithin(plan, [...unused, ...outer], group.prefix.length)
    .filter((members) => members.some((member) => !member.used))
    .map((members) => ({
      members: inPortOrder(members, ports),
      path: longestPath(inPortOrder(members, ports)),
    }))
    .sort((a, b) => comparePaths(plan, a.path, b.path));
}

function pairWithin(plan: Plan, arrivals: readonly Arrival[], depth: number): Arrival[][] {
  const here = arrivals.filter((arrival) => arrival.path.length === depth);
  const inner = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const segment = arrival.path[depth];
    if (segment === undefined || arrival.path.length <= depth) continue;
    const list = inner.get(segment);
    if (list) list.push(arrival);
    else inner.set(segment, [arrival]);
  }
  const segments = [...inner.keys()].sort((a, b) => compareSegments(plan, a, b));
  const found = segments.flatMap((segment) => pairWithin(plan, inner.get(segment) ?? [], depth + 1));
  const pairs = mergeDisjoint(found);
  if (pairs.length === 0) return here.length === 0 ? [] : [here];
  return pairs.map((members) => [...members, ...here.filter((outer) => !hasPort(members, outer.port))]);
}

/** Pairs that have the same ports, in order. */
interface Bucket {
  ports: ReadonlySet<string>;
  pairs: { place: number; members: Arrival[] }[];
  /** Of the first that still has these ports alone. */
  first: number;
}

/**
 * Puts pairs that lack each other's ports together, first with first. Pairs are looked up by the ports they have, of
 * which there are few, so many pairs that nothing fits cost no more than their number.
 */
function mergeDisjoint(pairs: readonly Arrival[][]): Arrival[][] {
  const merged: Arrival[][] = [];
  const buckets = new Map<string, Bucket>();
  const put = (place: number, members: Arrival[]) => {
    const ports = new Set(members.map(({ port }) => port));
    const key = [...ports].sort().join('\n');
    const bucket = buckets.get(key) ?? { ports, pairs: [], first: 0 };
    buckets.set(key, bucket);
    let at = bucket.pairs.length;
    while (at > bucket.first && (bucket.pairs[at - 1]?.place ?? 0) > place) at--;
    bucket.pairs.splice(at, 0, { place, members });
  };
  for (const pair of pairs) {
    const host = takeHost(buckets.values(), pair);
    if (host) {
      host.members.push(...pair);
      put(host.place, host.members);
    } else {
      merged.push([...pair]);
      put(merged.length - 1, merged.at(-1) ?? []);
    }
  }
  return merged;
}

/** The earliest pair that has none of this one's ports, taken out of its bucket. */
function takeHost(buckets: Iterable<Bucket>, pair: readonly Arrival[]): Bucket['pairs'][number] | undefined {
  let best: Bucket | undefined;
  for (const bucket of buckets) {
    const next = bucket.pairs[bucket.first];
    if (!next || pair.some(({ port }) => bucket.ports.has(port))) continue;
    if (!best || next.place < (best.pairs[best.first]?.place ?? Infinity)) best = bucket;
  }
  return best?.pairs[best.first++];
}

function hasPort(members: readonly Arrival[], port: string): boolean {
  return members.some((member) => member.port === port);
}

function inPortOrder(members: readonly Arrival[], ports: readonly string[]): Arrival[] {
  return [...members].sort((a, b) => ports.indexOf(a.port) - ports.indexOf(b.port));
}

function longestPath(members: readonly Arrival[]): readonly string[] {
  let longest: readonly string[] = members[0]?.path ?? [];
  for (const member of members) if (member.path.length > longest.length) longest = member.path;
  return longest;
}
