/** What completion offers while an expression is typed. */
export interface Suggestion {
  /** What is shown, and inserted in place of the last `replace` characters unless `insert` says otherwise. */
  label: string;
  kind: 'name' | 'property' | 'method' | 'function' | 'node';
  /** `(separator?) → text`, or the type of a property. */
  signature?: string;
  /** One line of help. */
  doc?: string;
  /** `"a".trim() → …`: one use of it, the same everywhere. */
  example?: string;
  /** A short rendering of the value in the sample data. */
  preview?: string;
  /** Inserted instead of the label: `["first name"]`, `trim()`. */
  insert?: string;
  /** How many characters before the label's place are replaced too: the dot before `["first name"]`. */
  back?: number;
  /** How far before the end of what was inserted the caret comes to stand. */
  caretBack?: number;
}

/** What fits at a cursor. */
export interface Completion {
  /** How many characters before the cursor the label replaces. */
  replace: number;
  suggestions: readonly Suggestion[];
}
