import type { Labels, MetricFamily } from './registry';

/** Figures of one process, and the labels that say whose they are. */
export interface LabelledFamilies {
  labels: Labels;
  families: readonly MetricFamily[];
}

/** Prometheus' text format, version 0.0.4. Families of the same name stand together, as the format wants. */
export function renderPrometheus(sources: readonly LabelledFamilies[]): string {
  const byName = new Map<string, string[]>();
  for (const { labels: own, families } of sources) {
    for (const family of families) {
      const lines = byName.get(family.name) ?? [
        `# HELP ${family.name} ${family.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${family.name} ${family.type}`,
      ];
      byName.set(family.name, lines);
      for (const { labels, value, suffix } of family.samples)
        lines.push(`${family.name}${suffix ?? ''}${renderLabels({ ...own, ...labels })} ${value}`);
    }
  }
  return [...byName.values()].flat().join('\n') + '\n';
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
