/**
 * Problems and errors of runs in the words of the message catalogue. A problem's texts are `problems.<code>.message` and
 * `.fix`; those of a run's error are `errors.<code>.message`, filled in with its details. Where the catalogue has no
 * such text, or parameters are missing, the English one that came with it stays.
 */

/** The part of next-intl's translator (of all namespaces) that is needed. */
export interface Messages {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

interface Said {
  code: string;
  message: string;
  fix?: string | undefined;
  params?: Readonly<Record<string, unknown>> | undefined;
  /** Where errors of runs keep their parameters. */
  details?: Readonly<Record<string, unknown>> | undefined;
}

/** Gives the same with its texts translated. */
export type TextOfProblem = <P extends Said>(problem: P) => P;

export interface ProblemTexts {
  problem: TextOfProblem;
  /** Of a step or a run. */
  error: TextOfProblem;
}

/** Says everything as it is. */
export const PLAIN_TEXTS: ProblemTexts = { problem: (problem) => problem, error: (error) => error };

/** The texts of a catalogue. */
export function createProblemTexts(messages: Messages): ProblemTexts {
  return {
    problem: (problem) => say(problem, 'problems', messages),
    error: (error) => say(error, 'errors', messages),
  };
}

function say<P extends Said>(said: P, namespace: 'problems' | 'errors', messages: Messages): P {
  const values = valuesOf(said.params ?? said.details ?? {});
  const message = textAt(`${namespace}.${said.code}.message`, values, messages);
  if (message === undefined) return said;
  const fix = textAt(`${namespace}.${said.code}.fix`, values, messages);
  return { ...said, message, ...(fix === undefined || fix === '' ? {} : { fix }) };
}

function textAt(
  key: string,
  values: Record<string, string | number>,
  messages: Messages,
): string | undefined {
  if (!messages.has(key)) return undefined;
  const text = messages(key, values);
  // The key comes back when a parameter is missing: that is reported already, and a person gets the English text.
  return text === key ? undefined : text;
}

function valuesOf(params: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value;
  }
  return values;
}
