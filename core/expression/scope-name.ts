/** One name in scope: a value, something to call, something to make with `new`, or a group of functions. */
import type { Run } from './run';
import type { Example, FunctionTable, PropertyTable } from './table';

export interface ScopeName {
  name: string;
  /** `(value) → number` for what can be called, the type for a value. */
  signature: string;
  doc: string;
  example?: Example | undefined;
  /** Present when the name is a value. */
  value?: (run: Run) => unknown;
  call?: (args: readonly unknown[], run: Run) => unknown;
  construct?: (args: readonly unknown[], run: Run) => unknown;
  /** `Name.member(…)`. */
  members?: FunctionTable;
  /** `Name.CONSTANT`. */
  constants?: PropertyTable;
  /** Why the name is not available and what to use instead: it is known, and refused when it is compiled. */
  refused?: string;
  /** The same for single members of a value: `$execution.customData`. */
  refusedMembers?: Readonly<Record<string, string>>;
}
