/**
 * The compatibility report: what became of each node, in codes that every language can say. `text` is the English
 * rendering that REST and the command line print.
 */
import { REMARKS, type RemarkCode } from './remarks';

export type ImportResult = 'same' | 'adapted' | 'missing';

/** One thing to know about a node. */
export interface Remark {
  code: RemarkCode;
  /** Values for the placeholders of the text. */
  values: Record<string, string | number>;
  /** Where in the original: `parameters.url`. */
  path?: string;
}

export interface NodeReport {
  /** Its name in the workflow that was made. */
  nodeName: string;
  /** Id of the node or note that it became, or null where it became neither. */
  nodeId: string | null;
  /** The type in n8n. */
  type: string;
  /** Its version there. */
  typeVersion: number;
  /** The type that it became; `note` for a note. */
  becomes: string | null;
  result: ImportResult;
  /** What changed, in English. */
  notes: string[];
  remarks: Remark[];
}

/** What the workflow as a whole lost or changed. */
export interface WorkflowReport {
  notes: string[];
  remarks: Remark[];
}

/** A secret that the workflow needs and that no file holds. */
export interface NeededCredential {
  /** n8n's name of the kind: `httpHeaderAuth`. */
  type: string;
  name: string;
  /** The name that stands for it in the nodes' slots; null where no node that it came to has a place for one. */
  key: string | null;
  /** Kinds of ours that may stand for it. */
  kinds: string[];
  /** Names of the nodes that use it. */
  nodes: string[];
}

/** The remark as an English sentence. */
export function remarkText({ code, values, path }: Remark): string {
  const text = REMARKS[code].replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : '',
  );
  return path === undefined ? text : `${text} (${path})`;
}
