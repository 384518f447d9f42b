import { describe, expect, it } from 'vitest';
import { openApiDocument } from './open-api';
import { REST_ROUTES } from './routes';

const answering = REST_ROUTES.flatMap((route) => (route.kind === 'answer' ? [route] : []));

describe.each(answering)('$operationId', (route) => {
  it('has examples that its own schemas take', () => {
    if (route.example?.body !== undefined) {
      expect(route.body?.safeParse(route.example.body).error?.issues ?? []).toEqual([]);
    }
    if (route.example?.answer !== undefined) {
      expect(route.output.safeParse(route.example.answer).error?.issues ?? []).toEqual([]);
    }
  });

  it('shows what is sent', () => {
    if (route.body) expect(route.example?.body, 'an example of the body').toBeDefined();
  });
});

it('describes every call: its parameters, examples and refusals', () => {
  const document = openApiDocument(REST_ROUTES, 'http://heddle.test') as {
    paths: Record<string, Record<string, { operationId: string; tags: string[]; parameters?: object[] }>>;
    tags: { name: string }[];
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
    REST_ROUTES.map(({ operationId }) => operationId).sort(),
  );
  expect(new Set(operations.flatMap(({ tags }) => tags))).toEqual(
    new Set(document.tags.map(({ name }) => name)),
  );
  expect(document.paths['/workflows/{id}']?.put).toMatchObject({
    parameters: [
      { name: 'id', in: 'path', required: true },
      { name: 'If-Match', in: 'header' },
    ],
    requestBody: { content: { 'application/json': { example: { format: 'heddle.workflow/1' } } } },
    responses: { 200: {}, 404: {}, 412: {}, 428: {} },
  });
  expect(document.paths['/runs']?.get?.parameters).toContainEqual(
    expect.objectContaining({ name: 'status', in: 'query', required: false }),
  );
});
