/** What the checks of parameters hand to one another. */
import type { ProblemCode } from '@/core/errors/problem-codes';
import type { Field } from './field';

export interface CheckOptions {
  /** Values may still be expressions. */
  expressions: boolean;
  /** Required fields must be there. */
  required: boolean;
}

export interface ParameterIssue {
  /** From the parameters down. */
  path: readonly (string | number)[];
  code: ProblemCode;
  message: string;
  params?: Record<string, string | number>;
  fix?: string;
}

/** Where a check stands, and where its findings go. */
export interface RowContext {
  fields: readonly Field[];
  path: readonly (string | number)[];
  options: CheckOptions;
  issues: ParameterIssue[];
  /** Checks a row of a list; handed down, since rows hold values and values hold rows. */
  checkRow: (raw: unknown, context: RowContext) => Record<string, unknown>;
}
