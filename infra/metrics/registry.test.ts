import { expect, it } from 'vitest';
import { renderPrometheus } from './prometheus';
import { createMetricRegistry } from './registry';

it('renders what was counted, families of several processes together', () => {
  const registry = createMetricRegistry();
  const runs = registry.counter('heddle_runs_total', 'Runs.');
  registry.gauge('heddle_up', 'Up.').set(1);
  runs.add();
  runs.add(2, { status: 'failed' });
  const other = createMetricRegistry();
  other.counter('heddle_runs_total', 'Runs.').add(5);
  const text = renderPrometheus([
    { labels: { instance: 'a' }, families: registry.snapshot() },
    { labels: { instance: 'b' }, families: other.snapshot() },
  ]);
  expect(text).toBe(
    [
      '# HELP heddle_runs_total Runs.',
      '# TYPE heddle_runs_total counter',
      'heddle_runs_total{instance="a"} 1',
      'heddle_runs_total{instance="a",status="failed"} 2',
      'heddle_runs_total{instance="b"} 5',
      '# HELP heddle_up Up.',
      '# TYPE heddle_up gauge',
      'heddle_up{instance="a"} 1',
      '',
    ].join('\n'),
  );
});

it('counts buckets up to and including their bounds', () => {
  const registry = createMetricRegistry();
  const latency = registry.histogram('heddle_wait_seconds', 'Wait.', [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 7]) latency.observe(value);
  const lines = renderPrometheus([{ labels: {}, families: registry.snapshot() }]).split('\n');
  expect(lines.slice(2, 7)).toEqual([
    'heddle_wait_seconds_bucket{le="0.1"} 2',
    'heddle_wait_seconds_bucket{le="1"} 3',
    'heddle_wait_seconds_bucket{le="+Inf"} 4',
    'heddle_wait_seconds_sum 7.65',
    'heddle_wait_seconds_count 4',
  ]);
});

it('escapes what would end a label', () => {
  const registry = createMetricRegistry();
  registry.counter('heddle_x', 'X.').add(1, { host: 'a"b\\c\nd' });
  expect(renderPrometheus([{ labels: {}, families: registry.snapshot() }])).toContain(
    '{host="a\\"b\\\\c\\nd"}',
  );
});
