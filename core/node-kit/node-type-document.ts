/** A node type as its help page and `GET /node-types/{type}` tell it: all derived, nothing written twice. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeDefinition, NodeExample, Port } from './definition';
import type { Field } from './field';
import { parametersJsonSchema } from './parameters-schema';
import { secretPaths } from './secret-paths';

export interface FieldDocument {
  /** `assignments.*.name` for a field of a list's rows. */
  path: string;
  label: string;
  kind: Field['kind'];
  help: string | null;
  required: boolean;
  default: Json;
  takesExpressions: boolean;
  options: readonly string[];
  /** When it is shown, in words; null = always. */
  shownWhen: string | null;
}

export interface NodeTypeDocument {
  type: string;
  version: number;
  name: string;
  summary: string;
  family: string;
  isTrigger: boolean;
  inputs: readonly Port[];
  /** Named by a parameter where the list says so, then these. */
  outputs: readonly Port[];
  outputsNamedBy: string | null;
  effect: string;
  fields: readonly FieldDocument[];
  parametersSchema: JsonObject;
  secrets: readonly string[];
  examples: readonly NodeExample[];
}

/** The document of a node type. */
export function nodeTypeDocument(definition: NodeDefinition): NodeTypeDocument {
  const { outputs, effect } = definition;
  const isDynamic = 'byField' in outputs;
  return {
    type: definition.type,
    version: definition.version,
    name: definition.name,
    summary: definition.summary,
    family: definition.family,
    isTrigger: definition.trigger !== undefined,
    inputs: definition.inputs,
    outputs: isDynamic ? outputs.then : outputs,
    outputsNamedBy: isDynamic ? outputs.byField : null,
    effect:
      typeof effect === 'string'
        ? effect
        : `${effect.otherwise}, or read when ${effect.byField} is ${effect.read.join(', ')}`,
    fields: fieldDocuments(definition.fields, '', ''),
    parametersSchema: parametersJsonSchema(definition),
    secrets: secretPaths(definition),
    examples: definition.examples,
  };
}

function fieldDocuments(fields: readonly Field[], path: string, label: string): FieldDocument[] {
  return fields.flatMap((field) => {
    const own: FieldDocument = {
      path: `${path}${field.name}`,
      label: `${label}${field.label}`,
      kind: field.kind,
      help: field.help ?? null,
      required: field.required === true,
      default: field.default === undefined ? null : (structuredClone(field.default) as Json), // JSON-safe by contract
      takesExpressions: field.expression !== 'never' && field.kind !== 'code',
      options: 'options' in field ? field.options.map((option) => option.value) : [],
      shownWhen: field.showWhen ? `${field.showWhen.field} is ${field.showWhen.in.join(' or ')}` : null,
    };
    const rows = field.kind === 'list' ? fieldDocuments(field.item, `${own.path}.*.`, `${own.label} › `) : [];
    return [own, ...rows];
  });
}
