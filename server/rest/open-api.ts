/** The OpenAPI 3.1 document, made from the table of calls and its schemas, so it cannot say anything else than they do. */
import { z } from 'zod';
import { problemDocumentSchema } from '@/core/contracts/problem-schema';
import { REST_TAGS, type AnyRestRoute } from './route';

type JsonObject = Record<string, unknown>;

const ERRORS: Readonly<Record<number, string>> = {
  400: 'The request is not as expected.',
  401: 'No API key, or one that is unknown, expired or revoked.',
  403: 'The key does not allow this.',
  404: 'Unknown, or not yours.',
  429: 'Too many requests; `Retry-After` says when to come back.',
};

const DESCRIPTION = `Build, publish and run workflows.

Every call wants \`Authorization: Bearer hdl_…\`. Lists page by cursor: send \`nextCursor\` back as \`?cursor=\`. Errors are
\`application/problem+json\` with a stable \`code\` and a \`detail\` that says what to do next.`;

export function openApiDocument(routes: readonly AnyRestRoute[], publicUrl: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operation(route);
  }
  const schemas: JsonObject = { Problem: jsonSchema(problemDocumentSchema, 'output') };
  return {
    openapi: '3.1.0',
    info: { title: 'Heddle', version: '1', description: DESCRIPTION },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: Object.entries(REST_TAGS).map(([name, description]) => ({ name, description })),
    security: [{ apiKey: [] }],
    paths: hoistDefinitions(paths, schemas),
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `hdl_…`' } },
      schemas,
    },
  };
}

function operation(route: AnyRestRoute): JsonObject {
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...(route.kind === 'answer' ? parametersOf(route.query, 'query') : []),
    ...Object.entries(route.headers ?? {}).map(([name, description]) => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    })),
  ];
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: `Needs the permission \`${route.permission}\`.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.kind === 'answer' && route.body
      ? { requestBody: { content: content(route.body, { io: 'input', example: route.example?.body }) } }
      : {}),
    responses: { [String(route.status)]: success(route), ...errorResponses(route) },
  };
}

function success(route: AnyRestRoute): JsonObject {
  if (route.kind === 'stream') {
    return {
      description: 'Server-sent events.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    };
  }
  if (route.status === 204) return { description: 'Done.' };
  return {
    description: 'Done.',
    content: {
      ...content(route.output, { io: 'output', example: route.example?.answer }),
      ...Object.fromEntries((route.files ?? []).map((type) => [type, { schema: { type: 'string' } }])),
    },
  };
}

function content(
  schema: z.ZodType,
  { io, example }: { io: 'input' | 'output'; example: unknown },
): JsonObject {
  return {
    'application/json': { schema: jsonSchema(schema, io), ...(example === undefined ? {} : { example }) },
  };
}

function errorResponses(route: AnyRestRoute): JsonObject {
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    Object.entries({ ...ERRORS, ...route.refusals }).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema } } },
    ]),
  );
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): JsonObject[] {
  const { properties, required } = jsonSchema(schema, 'input');
  const needed = Array.isArray(required) ? required : [];
  return Object.entries((properties ?? {}) as JsonObject).map(([name, inner]) => ({
    name,
    in: place,
    required: place === 'path' || needed.includes(name),
    schema: inner,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}

/**
 * Schemas that refer to parts of themselves are moved to the components of the document, where a reference from inside it
 * finds them. Equal ones are one.
 */
function hoistDefinitions(document: JsonObject, schemas: Record<string, unknown>): JsonObject {
  const names = new Map<string, string>();
  return visit(document, new Map()) as JsonObject; // an object gives an object

  function visit(value: unknown, local: ReadonlyMap<string, string>): unknown {
    if (Array.isArray(value)) return value.map((entry) => visit(entry, local));
    if (typeof value !== 'object' || value === null) return value;
    const { $defs, ...rest } = value as JsonObject;
    const known = $defs ? new Map([...local, ...named($defs as JsonObject)]) : local;
    return Object.fromEntries(
      Object.entries(rest).map(([key, child]) => [
        key,
        key === '$ref' && typeof child === 'string' ? (known.get(child) ?? child) : visit(child, known),
      ]),
    );
  }

  function named(definitions: JsonObject): Map<string, string> {
    const text = JSON.stringify(definitions);
    const references = new Map<string, string>();
    for (const key of Object.keys(definitions)) {
      const identity = `${key} ${text}`;
      const name = names.get(identity) ?? `Shared${names.size + 1}`;
      names.set(identity, name);
      references.set(`#/$defs/${key}`, `#/components/schemas/${name}`);
    }
    for (const [key, definition] of Object.entries(definitions)) {
      const name = names.get(`${key} ${text}`);
      if (name !== undefined && !Object.hasOwn(schemas, name)) schemas[name] = visit(definition, references);
    }
    return references;
  }
}
