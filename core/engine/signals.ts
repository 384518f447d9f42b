/** Signals that have a meaning of their own: whoever ends the wait has to know what it is for. */

/** A call from outside at the run's resume address. */
export const WEBHOOK_SIGNAL = 'webhook';
/** The end of all runs that a step called. */
export const CHILDREN_SIGNAL = 'children';

/** A signal with a name that people chose, as a wait's row and a step's suspension carry it: no name can be one of the above. */
export function namedSignal(name: string): string {
  return `${NAMED_SIGNAL}${name}`;
}
export const NAMED_SIGNAL = 'signal:';
