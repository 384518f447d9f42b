import { describe, expect, it } from 'vitest';
import { openApiDocument } from '@/server/rest/open-api';
import { REST_ROUTES } from '@/server/rest/routes';
import { readApiDocument, searchCalls, type ApiCall } from './api-document';
import { addressOf, curlCommand, headersOf, missingParameters, startValues } from './api-request';
import { onlyValues, schemaRows, typeWords } from './describe-schema';
import { pretty } from './send-call';

const document = readApiDocument(
  JSON.parse(JSON.stringify(openApiDocument(REST_ROUTES, 'http://heddle.test'))),
);

function call(operationId: string): ApiCall {
  const found = document.calls.find((one) => one.operationId === operationId);
  if (!found) throw new Error(operationId);
  return found;
}

describe('the document', () => {
  it('gives every call of the API, under a tag that is explained', () => {
    expect(document.calls.map(({ operationId }) => operationId).sort()).toEqual(
      REST_ROUTES.map(({ operationId }) => operationId).sort(),
    );
    const tags = new Set(document.tags.map(({ name }) => name));
    for (const { tag, operationId } of document.calls) expect(tags.has(tag), operationId).toBe(true);
  });

  it('has every schema that is referred to', () => {
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    for (const ref of names) {
      expect(ref).toMatch(/^#\/components\/schemas\//);
      expect(Object.keys(document.schemas)).toContain(ref.split('/').at(-1));
    }
  });

  it('is searched by all words', () => {
    const found = (text: string) => searchCalls(document.calls, text).map(({ operationId }) => operationId);
    expect(found('POST retry')).toContain('retryRun');
    expect(found('runs resume')).toContain('resumeRun');
    expect(found('zeppelin')).toEqual([]);
    expect(found(' ')).toHaveLength(document.calls.length);
  });
});

describe('a request', () => {
  const values = { parameters: { id: 'a/b', cursor: 'x y', limit: '', 'If-Match': '"e"' }, body: '' };

  it('puts values into path, query and headers, and knows what is missing', () => {
    const list = call('listVersions');
    expect(addressOf(list, values)).toBe('/api/v1/workflows/a%2Fb/versions?cursor=x+y');
    expect(addressOf(list, startValues(list))).toBe('/api/v1/workflows/{id}/versions');
    expect(missingParameters(list, startValues(list))).toEqual(['id']);
    expect(missingParameters(list, values)).toEqual([]);
    expect(headersOf(call('replaceWorkflow'), values, 'hdl_x')).toEqual({
      Authorization: 'Bearer hdl_x',
      'Content-Type': 'application/json',
      'If-Match': '"e"',
    });
  });

  it('begins with the example, and is a command that keeps the key out of the history', () => {
    const publish = call('publishWorkflow');
    const command = curlCommand(
      publish,
      { parameters: { id: '7' }, body: `{"note":"it's"}` },
      'http://heddle.test',
    );
    expect(command).toBe(
      `curl -X POST 'http://heddle.test/api/v1/workflows/7/publish' \\\n  -H "Authorization: Bearer $KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"note":"it'\\''s"}'`,
    );
    expect(JSON.parse(startValues(publish).body)).toEqual({ note: 'Polite greeting' });
    expect(startValues(call('listRuns')).body).toBe('');
  });
});

describe('schemas', () => {
  it('are told in words', () => {
    const rows = schemaRows(call('startRun').body?.schema ?? {}, document.schemas);
    const byName = Object.fromEntries(rows.map((row) => [row.name, row]));
    expect(byName.wait).toMatchObject({ type: 'boolean', required: false, default: 'false' });
    expect(byName.input?.type).toMatch(/list of object \| object/);
    expect(typeWords({ enum: ['a', 'b'] }, {})).toBe('"a" | "b"');
    const run = schemaRows(call('getRun').responses[0]?.content?.schema ?? {}, document.schemas);
    expect(run.find((row) => row.name === 'steps')).toMatchObject({ type: 'list of object', required: true });
    expect(run.find((row) => row.name === 'steps')?.inner).not.toBeNull();
  });

  it('name the only values of a parameter, to choose from', () => {
    const of = (operationId: string, name: string) => {
      const found = call(operationId).parameters.find((parameter) => parameter.name === name);
      return onlyValues(found?.schema ?? {}, document.schemas);
    };
    expect(of('listWorkflows', 'sort')).toEqual(['changed', 'name']);
    expect(of('listWorkflows', 'failing')).toEqual(['true', 'false']);
    // Given once or several times: the values of each are the same.
    expect(of('listRuns', 'status')).toEqual(expect.arrayContaining(['failed', 'paused']));
    expect(new Set(of('listRuns', 'status')).size).toBe(of('listRuns', 'status')?.length);
    // A word or any number: typed.
    expect(of('getWorkflow', 'version')).toBeNull();
    expect(of('listRuns', 'text')).toBeNull();
    expect(onlyValues({ type: 'boolean' }, {})).toEqual(['true', 'false']);
    expect(onlyValues({ $ref: '#/components/schemas/a' }, { a: { enum: [1, 2] } })).toEqual(['1', '2']);
  });

  it('answers are shown with indents when they are JSON', () => {
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(pretty('data: x')).toBe('data: x');
  });
});
