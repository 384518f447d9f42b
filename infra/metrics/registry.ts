/**
 * Counters, gauges and histograms of one process, as data: they are kept with the process's heartbeat and shown as
 * Prometheus' text by whoever is asked. Labels come from short fixed lists; names and ids of tenants are never labels.
 */
export type Labels = Readonly<Record<string, string>>;

export interface MetricFamily {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: { labels: Labels; value: number; suffix?: '_bucket' | '_sum' | '_count' }[];
}

export interface Counter {
  add(count?: number, labels?: Labels): void;
}

export interface Gauge {
  set(value: number, labels?: Labels): void;
}

export interface Histogram {
  observe(value: number, labels?: Labels): void;
}

export interface MetricRegistry {
  counter(name: string, help: string): Counter;
  gauge(name: string, help: string): Gauge;
  /** `bounds`: upper bounds of the buckets, rising. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  snapshot(): MetricFamily[];
}

export function createMetricRegistry(): MetricRegistry {
  const families: (() => MetricFamily)[] = [];

  function plain(type: 'counter' | 'gauge', name: string, help: string): Map<string, Sample> {
    const samples = new Map<string, Sample>();
    families.push(() => ({ name, help, type, samples: [...samples.values()] }));
    return samples;
  }

  return {
    counter(name, help) {
      const samples = plain('counter', name, help);
      return {
        add(count = 1, labels = {}) {
          sampleOf(samples, labels).value += count;
        },
      };
    },
    gauge(name, help) {
      const samples = plain('gauge', name, help);
      return {
        set(value, labels = {}) {
          sampleOf(samples, labels).value = value;
        },
      };
    },
    histogram(name, help, bounds) {
      const series = new Map<string, Series>();
      families.push(() => ({
        name,
        help,
        type: 'histogram',
        samples: [...series.values()].flatMap((one) => seriesSamples(one, bounds)),
      }));
      return {
        observe(value, labels = {}) {
          const key = JSON.stringify(labels);
          const one = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
          series.set(key, one);
          const bucket = bounds.findIndex((bound) => value <= bound);
          if (bucket >= 0) one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
          one.sum += value;
          one.count += 1;
        },
      };
    },
    snapshot: () => families.map((family) => family()),
  };
}

interface Sample {
  labels: Labels;
  value: number;
}

interface Series {
  labels: Labels;
  counts: number[];
  sum: number;
  count: number;
}

function sampleOf(samples: Map<string, Sample>, labels: Labels): Sample {
  const key = JSON.stringify(labels);
  const sample = samples.get(key) ?? { labels, value: 0 };
  samples.set(key, sample);
  return sample;
}

function seriesSamples(series: Series, bounds: readonly number[]): MetricFamily['samples'] {
  let below = 0;
  const { labels } = series;
  const buckets = bounds.map((bound, index) => {
    below += series.counts[index] ?? 0;
    return { labels: { ...labels, le: String(bound) }, value: below, suffix: '_bucket' as const };
  });
  return [
    ...buckets,
    { labels: { ...labels, le: '+Inf' }, value: series.count, suffix: '_bucket' },
    { labels, value: series.sum, suffix: '_sum' },
    { labels, value: series.count, suffix: '_count' },
  ];
}
