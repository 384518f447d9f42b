/** Signals that have a meaning of their own: whoever ends the wait has to know what it is for. */

/** A call from outside at the run's resume address. */
export const WEBHOOK_SIGNAL = 'webhook';
/** The end of all runs that a step called. */
export const CHILDREN_SIGNAL = 'children';
