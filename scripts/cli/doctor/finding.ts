import { judgeHealth, type HealthFacts, type HealthLevel } from '@/core/health/health';
import texts from '@/messages/en/health.json';

/** One thing that was looked at. `text` says what is so and, where it is wrong, what to do. */
export interface Finding {
  level: HealthLevel;
  name: string;
  text: string;
}

export function finding(level: HealthLevel, name: string, text: string): Finding {
  return { level, name, text };
}

/** What the shared rules say, in the words of the health page. */
export function judged(facts: HealthFacts): Finding[] {
  return judgeHealth(facts).map(({ name, level, code, params }) =>
    finding(level, name, wordsOf(code, params)),
  );
}

function wordsOf(code: string, params: Readonly<Record<string, string | number>>): string {
  const [name = '', ...rest] = code.split('.');
  const group: Readonly<Record<string, string>> =
    Object.entries(texts.check).find(([key]) => key === name)?.[1] ?? {};
  const text = group[rest.join('.')] ?? code;
  // A page draws commands in another type; here quotes set them apart.
  const plain = text.replace(/<\/?code>/g, '`');
  return plain.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? ''));
}
