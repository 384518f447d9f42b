/** What a family of node types says about each of its types. */
import type { Translator } from '../context';

export interface NodeRule {
  /** n8n's type without its package: `set`. */
  type: string;
  /** Known versions: the highest fraction of each whole number, `[1.1, 2, 3.4]`. */
  versions: readonly number[];
  /** The node type that it becomes, for the coverage table. */
  becomes: string;
  translate: Translator;
}
