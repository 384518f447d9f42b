/** The OpenAPI document of this Heddle as the explorer shows it: a flat list of calls. */
import { z } from 'zod';

/** A JSON Schema, as far as it is shown. */
export interface ApiSchema {
  type?: string | string[] | undefined;
  description?: string | undefined;
  properties?: Record<string, ApiSchema> | undefined;
  required?: string[] | undefined;
  items?: ApiSchema | boolean | undefined;
  /** Of a list with so many entries. */
  prefixItems?: ApiSchema[] | undefined;
  additionalProperties?: ApiSchema | boolean | undefined;
  anyOf?: ApiSchema[] | undefined;
  oneOf?: ApiSchema[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  default?: unknown;
  format?: string | undefined;
  $ref?: string | undefined;
}

const schemaSchema: z.ZodType<ApiSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    items: z.union([z.boolean(), schemaSchema]).optional(),
    prefixItems: z.array(schemaSchema).optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    format: z.string().optional(),
    $ref: z.string().optional(),
  }),
);

const contentSchema = z.record(
  z.string(),
  z.object({ schema: schemaSchema.optional(), example: z.unknown().optional() }),
);

const operationSchema = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  summary: z.string(),
  description: z.string().default(''),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().default(false),
        description: z.string().optional(),
        schema: schemaSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })),
});

const documentSchema = z.object({
  info: z.object({ description: z.string().default('') }),
  tags: z.array(z.object({ name: z.string(), description: z.string().default('') })),
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema).default({}) }),
});

export type ApiParameter = z.output<typeof operationSchema>['parameters'][number];

interface ApiContent {
  mediaType: string;
  schema: ApiSchema | null;
  example: unknown;
}

/** One call. */
export interface ApiCall {
  operationId: string;
  method: string;
  /** With `{name}` for parameters. */
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: readonly ApiParameter[];
  body: ApiContent | null;
  responses: readonly { status: string; description: string; content: ApiContent | null }[];
}

export interface ApiDocument {
  tags: readonly { name: string; description: string }[];
  calls: readonly ApiCall[];
  /** What `$ref` points to, by its last part. */
  schemas: Readonly<Record<string, ApiSchema>>;
}

/** Reads the document; throws when it is none. */
export function readApiDocument(value: unknown): ApiDocument {
  const { tags, paths, components } = documentSchema.parse(value);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation ? [callOf(path, method.toUpperCase(), operation)] : [],
    ),
  );
  return { tags, calls, schemas: components.schemas };
}

function callOf(path: string, method: string, operation: z.output<typeof operationSchema>): ApiCall {
  const { operationId, summary, description, parameters, requestBody, responses, tags } = operation;
  return {
    ...{ operationId, method, path, summary, description, parameters, tag: tags[0] ?? '' },
    body: firstContent(requestBody?.content),
    responses: Object.entries(responses).map(([status, response]) => ({
      status,
      description: response.description,
      content: firstContent(response.content),
    })),
  };
}

function firstContent(content: z.output<typeof contentSchema> | undefined): ApiContent | null {
  const [entry] = Object.entries(content ?? {});
  if (!entry) return null;
  const [mediaType, { schema, example }] = entry;
  return { mediaType, schema: schema ?? null, example };
}

/** Calls in whose name, path or words all the typed words stand. */
export function searchCalls(calls: readonly ApiCall[], text: string): readonly ApiCall[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return calls.filter(({ operationId, method, path, summary, tag }) => {
    const hay = `${operationId} ${method} ${path} ${summary} ${tag}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
