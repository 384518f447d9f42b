/** Parameters as schemas: zod for what crosses a border, JSON Schema for OpenAPI and for tools. */
import { z } from 'zod';
import type { Json, JsonObject } from '@/core/items/item';
import { CONDITION_OPERATORS } from '@/core/items/condition-operators';
import { checkParameters } from './check-parameters';
import type { NodeDefinition } from './definition';
import type { Field } from './field';

/** `draft`: expressions allowed, nothing required. `resolved`: what an executor gets, defaults filled in. */
export type ParametersMode = 'draft' | 'resolved';

/** A schema for the parameters of a node type. Issues have our own codes in `params.code`. */
export function parametersSchema(
  definition: Pick<NodeDefinition, 'fields'>,
  mode: ParametersMode,
): z.ZodType<Record<string, unknown>> {
  const isDraft = mode === 'draft';
  return z.unknown().transform((raw, context) => {
    const { value, issues } = checkParameters(definition, raw, { expressions: isDraft, required: !isDraft });
    for (const { path, code, message, params } of issues) {
      context.addIssue({ code: 'custom', path: [...path], message, params: { code, ...params }, input: raw });
    }
    return isDraft ? (raw as Record<string, unknown>) : value; // an object, or an issue was added
  });
}

/** The JSON Schema (2020-12) of a node type's parameters, without expressions. */
export function parametersJsonSchema(definition: Pick<NodeDefinition, 'fields'>): JsonObject {
  return objectSchema(definition.fields);
}

function objectSchema(fields: readonly Field[]): JsonObject {
  // A field that is shown only sometimes cannot be asked for always.
  const required = fields.filter((field) => field.required && !field.showWhen && field.default === undefined);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 ? { required: required.map((field) => field.name) } : {}),
    additionalProperties: false,
  };
}

function fieldSchema(field: Field): JsonObject {
  return {
    title: field.label,
    ...(field.help === undefined ? {} : { description: field.help }),
    ...(field.default === undefined ? {} : { default: structuredClone(field.default) as Json }), // JSON-safe by contract
    ...kindSchema(field),
  };
}

function kindSchema(field: Field): JsonObject {
  switch (field.kind) {
    case 'text':
      return {
        type: 'string',
        ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
        ...(field.pattern ? { pattern: field.pattern.source } : {}),
        ...(field.secret ? { writeOnly: true } : {}),
      };
    case 'code':
      return { type: 'string', contentMediaType: 'text/javascript' };
    case 'number':
      return {
        type: field.integer ? 'integer' : 'number',
        ...(field.min === undefined ? {} : { minimum: field.min }),
        ...(field.max === undefined ? {} : { maximum: field.max }),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'select':
      return { type: 'string', enum: field.options.map((option) => option.value) };
    case 'multi-select':
      return {
        type: 'array',
        uniqueItems: true,
        items: { enum: field.options.map((option) => option.value) },
      };
    case 'json':
      return {};
    case 'key-value':
      return { type: 'array', items: pairSchema() };
    case 'conditions':
      return { type: 'array', items: conditionSchema() };
    case 'list':
      return {
        type: 'array',
        items: objectSchema(field.item),
        ...(field.max === undefined ? {} : { maxItems: field.max }),
      };
  }
}

function pairSchema(): JsonObject {
  return { type: 'object', properties: { name: { type: 'string' }, value: {} }, required: ['name', 'value'] };
}

function conditionSchema(): JsonObject {
  const operators = CONDITION_OPERATORS.map((operator) => operator.name);
  return {
    type: 'object',
    properties: { left: {}, operator: { type: 'string', enum: operators }, right: {} },
    required: ['left', 'operator'],
  };
}
