/**
 * A node type as data. Definitions are JSON-safe: the browser fetches them, plans read them, and everything shown or
 * checked about a node is derived from them by the pure functions beside this file.
 */
import type { InDoubtPolicy } from '@/core/contracts/portable-workflow';
import type { Json, JsonObject } from '@/core/items/item';
import type { Field, ValueLine } from './field';

/** What travels through a port. Activation follows `items` only; the other kinds are configuration drawn as edges. */
export const PORT_KINDS = ['items', 'model', 'tool', 'memory', 'knowledge', 'output-schema'] as const;
export type PortKind = (typeof PORT_KINDS)[number];

export interface Port {
  name: string;
  label: string;
  kind?: PortKind;
  /** Of an output: what the node held back leaves here. Where nothing is connected to it, it is never what the run gives. */
  aside?: boolean;
}

export type EffectKind = 'pure' | 'read' | 'write' | 'local' | 'control';

/** A kind, or a rule on one resolved parameter. */
export type EffectRule = EffectKind | { byField: string; read: readonly string[]; otherwise: 'write' };

export const NODE_FAMILIES = ['trigger', 'flow', 'data', 'network', 'code', 'ai', 'human', 'app'] as const;
export type NodeFamily = (typeof NODE_FAMILIES)[number];

/** A place for a stored credential. */
export interface CredentialSlot {
  slot: string;
  /** `core/credentials/kinds`. */
  kinds: readonly string[];
  required?: boolean;
  /** Counts only while this field has one of these values; a credential that is left in it otherwise does nothing. */
  showWhen?: { field: string; in: readonly string[] };
}

/** How deliveries activate the node; `join` waits for all connected input ports (the default when there are several). */
export interface NodeDefinition {
  type: string;
  version: number;
  /** English texts; see FieldBase.label. */
  name: string;
  summary: string;
  family: NodeFamily;
  /** Words people search for. */
  synonyms: readonly string[];
  inputs: readonly Port[];
  /** Number field that says how many of `inputs`, counted from the first, a node has (`merge`). Absent: all of them. */
  inputsByField?: string;
  /** List field that names the input ports instead of `inputs`, one row for each that may say a `kind`, too (`placeholder`). */
  inputsByList?: { byField: string; key: string };
  /**
   * A list, or ports named by a list field (`switch`: one for each rule) before the fixed ones. `last` is a text field
   * that names one more port after those of the list; empty means none. `numbered`: where a field has this value, a
   * number field says how many ports there are instead, named by a prefix and counted from 1.
   */
  outputs:
    | readonly Port[]
    | {
        byField: string;
        key: string;
        then: readonly Port[];
        last?: string;
        numbered?: { field: string; is: string; byField: string; prefix: string };
      };
  fields: readonly Field[];
  /** What the node says of its parameters under its name; without it, the first two fields that say something. */
  lines?: readonly ValueLine[];
  effect: EffectRule;
  /** What happens to a write whose outcome is unknown, unless the node's settings say otherwise. */
  inDoubt?: InDoubtPolicy;
  /** `item`: executeItem for each; `list`: execute once for all. */
  mode: 'item' | 'list';
  /** Set on triggers: what starts the run. */
  trigger?: 'manual' | 'webhook' | 'schedule' | 'workflow' | 'error' | 'form' | 'chat';
  /** Credential slots by name. */
  credentials?: readonly CredentialSlot[];
  /**
   * A JSON example of what comes out of each port, for completion before the first run. `{}` says that nobody can know;
   * a node that hands its items on has none, and shows what it would get.
   */
  outputExample?: Readonly<Record<string, readonly JsonObject[]>>;
  /** Stands where a node type is missing: it keeps what was there, cannot run and cannot be published. */
  standIn?: boolean;
  /** Types that people usually add after this one. */
  usuallyNext?: readonly string[];
  /** Examples that run: parameters and input items → output items by port. The contract test executes each. */
  examples: readonly NodeExample[];
}

export interface NodeExample {
  title: string;
  parameters: JsonObject;
  input?: Readonly<Record<string, readonly JsonObject[]>>;
  /** Absent when the outcome depends on the world (an HTTP answer). */
  output?: Readonly<Record<string, readonly Json[]>>;
}

/** Declares a node type; the identity function keeps literal types for the executor's input type. */
export function defineNode<const D extends NodeDefinition>(definition: D): D {
  return definition;
}

/** The node types a function may know: built-in plus the tenant's own. */
export interface Catalog {
  /** The definition, or undefined for an unknown type or version. Without version: the newest. */
  find(type: string, version?: number): NodeDefinition | undefined;
  list(): readonly NodeDefinition[];
}

/** Makes a catalog from a list; the newest version of a type wins where none is named. O(1) look-ups. */
export function createCatalog(definitions: readonly NodeDefinition[]): Catalog {
  const byVersion = new Map<string, NodeDefinition>();
  const newest = new Map<string, NodeDefinition>();
  for (const definition of definitions) {
    byVersion.set(`${definition.type}@${definition.version}`, definition);
    const known = newest.get(definition.type);
    if (!known || known.version < definition.version) newest.set(definition.type, definition);
  }
  const all = [...newest.values()];
  return {
    find: (type, version) => (version === undefined ? newest.get(type) : byVersion.get(`${type}@${version}`)),
    list: () => all,
  };
}
