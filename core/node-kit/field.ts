/**
 * The field vocabulary: what a node type's parameters are made of. From a list of fields are derived the inspector
 * form, the draft check, the full check, the documentation and the executor's input type. Fields are JSON-safe data.
 */
import type { Json, JsonObject } from '@/core/items/item';

/**
 * A line about values, such as `every {interval} hours`: fields by name in braces. `when` names values that must be as
 * listed. Of several the first whose fields all have something to say counts.
 */
export interface ValueLine {
  text: string;
  when?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

interface FieldBase {
  /** Key in `parameters`. */
  name: string;
  /** English text; the browser prefers a message `nodes.<type>.fields.<name>.label` where one exists (`localiseDefinition`). */
  label: string;
  help?: string;
  required?: boolean;
  /** `never`: the value is taken as it is, `{{` included. Default `allowed`. */
  expression?: 'allowed' | 'never';
  /** Shown only when another field of the same level has one of these values. */
  showWhen?: { field: string; in: readonly (string | number | boolean)[] };
}

export interface TextField extends FieldBase {
  kind: 'text';
  default?: string;
  placeholder?: string;
  multiline?: boolean;
  maxLength?: number;
  /** An anchored, linear-time pattern the literal value must match, with the message that says how it should look. */
  pattern?: { source: string; message: string };
  /** The value is a regular expression for the linear-time engine; one that cannot be used is a problem. */
  holds?: 'pattern';
  /** The value is the id of a workflow: chosen from a list, and looked for when its workflow is checked. */
  picks?: 'workflow';
  /** Redacted wherever steps are shown. */
  secret?: boolean;
  /** A secret that is ours to choose and for others to be told: one may be made up at random. */
  madeHere?: boolean;
}
export interface NumberField extends FieldBase {
  kind: 'number';
  default?: number;
  min?: number;
  max?: number;
  integer?: boolean;
  unit?: 'ms' | 'count';
  /** A length of time that people choose in seconds, minutes, hours or days; the value stays in milliseconds. */
  isDuration?: boolean;
}
export interface BooleanField extends FieldBase {
  kind: 'boolean';
  default?: boolean;
}
export interface SelectField extends FieldBase {
  kind: 'select';
  options: readonly { value: string; label: string }[];
  default?: string;
}
export interface MultiSelectField extends FieldBase {
  kind: 'multi-select';
  options: readonly { value: string; label: string }[];
  default?: readonly string[];
  /** The options follow one another like days of a week: neighbours may be written as from–to. */
  isSequence?: boolean;
}
/** Any JSON, written as JSON or as one expression. */
export interface JsonField extends FieldBase {
  kind: 'json';
  default?: Json;
}
export interface CodeField extends FieldBase {
  kind: 'code';
  language: 'javascript';
  default?: string;
}
/** A list of objects, each with the same fields. */
export interface ListField extends FieldBase {
  kind: 'list';
  item: readonly Field[];
  itemLabel: string;
  /** What a row says in one line, where the list is part of a longer one. */
  itemLines?: readonly ValueLine[];
  default?: readonly JsonObject[];
  max?: number;
}
/** Name-value pairs, kept as a list so that order and repeated names survive. */
export interface KeyValueField extends FieldBase {
  kind: 'key-value';
  default?: readonly { name: string; value: string }[];
  /** The names are the inputs of the workflow that is picked in this field. */
  namesFrom?: string;
}
/** Conditions `[{left, operator, right}]`; operators are named `type.operation`. */
export interface ConditionsField extends FieldBase {
  kind: 'conditions';
  default?: readonly { left: Json; operator: string; right?: Json }[];
}

export type Field =
  | TextField
  | NumberField
  | BooleanField
  | SelectField
  | MultiSelectField
  | JsonField
  | CodeField
  | ListField
  | KeyValueField
  | ConditionsField;

/** One condition with its operands resolved. */
export interface ResolvedCondition {
  left: unknown;
  operator: string;
  right?: unknown;
}

type FieldValue<F extends Field> = F extends { kind: 'text' | 'code' }
  ? string
  : F extends { kind: 'number' }
    ? number
    : F extends { kind: 'boolean' }
      ? boolean
      : F extends { kind: 'select'; options: readonly { value: infer V }[] }
        ? V
        : F extends { kind: 'multi-select'; options: readonly { value: infer V }[] }
          ? V[]
          : F extends { kind: 'key-value' }
            ? { name: string; value: unknown }[]
            : F extends { kind: 'conditions' }
              ? ResolvedCondition[]
              : F extends { kind: 'list'; item: infer I extends readonly Field[] }
                ? ParametersOf<I>[]
                : unknown;

type Certain<F extends Field> = F extends { required: true } ? F : F extends { default: unknown } ? F : never;

/** What an executor gets after expressions are resolved and defaults filled in. Fields without default may be absent. */
export type ParametersOf<Fs extends readonly Field[]> = {
  [F in Fs[number] as Certain<F>['name']]: FieldValue<F>;
} & {
  [F in Exclude<Fs[number], Certain<Fs[number]>> as F['name']]?: FieldValue<F>;
};
