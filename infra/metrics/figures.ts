/** What this process counts. One registry for each process; whoever does the work adds to it where it is done. */
import { createMetricRegistry } from './registry';

const registry = createMetricRegistry();

export const runsAccepted = registry.counter(
  'heddle_runs_accepted_total',
  'Runs that were accepted by this process.',
);
export const runsFinished = registry.counter('heddle_runs_finished_total', 'Runs that ended, by status.');
export const stepsFinished = registry.counter('heddle_steps_total', 'Steps of the runs that ended.');
export const flushRunsSize = registry.histogram(
  'heddle_flush_runs',
  'Runs written by one group commit.',
  [1, 2, 5, 10, 20, 50, 100, 150],
);
export const flushSeconds = registry.histogram(
  'heddle_flush_seconds',
  'Duration of one group commit.',
  [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
);
export const claimSeconds = registry.histogram(
  'heddle_claim_seconds',
  'Time from the acceptance of a run to its first claim.',
  [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300],
);
export const liveWatchers = registry.gauge('heddle_live_watchers', 'Open streams of live events.');
export const httpRequests = registry.counter(
  'heddle_http_requests_total',
  'Requests, by kind of route and class of status.',
);
export const httpSeconds = registry.histogram(
  'heddle_http_request_seconds',
  'Duration of requests by kind of route; streams are left out.',
  [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
);

/** Everything this process has counted so far. */
export const snapshotFigures = registry.snapshot;
/** For gauges that are read when they are asked for (process-figures.ts). */
export const newGauge = registry.gauge;
