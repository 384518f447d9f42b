/** Why it is not known which item of another node the current one came from, in words that name both nodes. */
import type { Undetermined } from '@/core/items/lineage';
import { Fault } from './errors';

/** `self` is the node that asks, `why` the reason: each is left out where nobody can say. */
export function undeterminedFault(
  name: string,
  { self, why }: { self: string | undefined; why: (Undetermined & { asking: string }) | undefined },
): Fault {
  const asking = self ?? why?.asking;
  const whose = asking === undefined ? 'the node' : `"${asking}"`;
  const what = `Which item of "${name}" this item of ${whose} came from is not determined`;
  const params = {
    name,
    ...(asking === undefined ? {} : { self: asking }),
    ...(why ? { reason: why.reason, at: why.at ?? '' } : {}),
  };
  const message = `${what}${reasonOf(why)}. Use .first(), .last() or .all() instead.`;
  return new Fault('undetermined', message, { params });
}

function reasonOf(why: Undetermined | undefined): string {
  if (!why) return '';
  if (why.reason === 'several') return ': it was made of several of them';
  if (why.reason === 'too-many') return ': it was made of too many items to follow';
  return why.at === null ? '' : `: "${why.at}" does not say which of its items it made it of`;
}
