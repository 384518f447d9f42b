/** The OpenAPI 3.1 document, made from the table of calls and its schemas, so it cannot say anything else than they do. */
import { z } from 'zod';
import { problemDocumentSchema } from '@/core/contracts/problem-schema';
import type { AnyRestRoute } from './route';

type JsonObject = Record<string, unknown>;

const ERRORS: readonly (readonly [number, string])[] = [
  [400, 'The request is not as expected.'],
  [401, 'No API key, or one that is unknown, expired or revoked.'],
  [403, 'The key does not allow this.'],
  [404, 'Unknown, or not yours.'],
  [429, 'Too many requests; `Retry-After` says when to come back.'],
];

export function openApiDocument(routes: readonly AnyRestRoute[], publicUrl: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Heddle',
      version: '1',
      description: 'Build, publish and run workflows. Lists page by cursor.',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `hdl_…`' } },
      schemas: { Problem: jsonSchema(problemDocumentSchema, 'output') },
    },
  };
}

function operation(route: AnyRestRoute): JsonObject {
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...(route.kind === 'answer' ? parametersOf(route.query, 'query') : []),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: `Needs the permission \`${route.permission}\`.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.kind === 'answer' && route.body
      ? { requestBody: { content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } } }
      : {}),
    responses: { [String(route.status)]: success(route), ...errorResponses() },
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
    content: { 'application/json': { schema: jsonSchema(route.output, 'output') } },
  };
}

function errorResponses(): JsonObject {
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    ERRORS.map(([status, description]) => [
      String(status),
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
