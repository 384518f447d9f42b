/** What n8n keeps in credentials: which of ours may stand for it, and that all nodes follow what was chosen. */
import { describe, expect, it } from 'vitest';
import { exportToN8n } from './export-n8n';
import { remapCredentials } from '../remap-credentials';
import { imported } from '@/testing/n8n/import-one';

const node = (name: string, type: string, rest: object) => ({
  ...{ id: name, name, type: `n8n-nodes-base.${type}`, position: [0, 0], parameters: {} },
  ...rest,
});
const request = (name: string, parameters: object, credentials?: object) =>
  node(name, 'httpRequest', {
    typeVersion: 'authentication' in parameters && parameters.authentication === 'basicAuth' ? 2 : 4.2,
    parameters: { url: 'https://api.example.com', ...parameters },
    ...(credentials ? { credentials } : {}),
  });
const one = (source: object) => {
  const { workflow, credentials, report } = imported({ nodes: [source], connections: {} });
  const [made] = workflow.nodes;
  return { node: made, needed: credentials, codes: report[0]?.remarks.map(({ code }) => code) };
};
const generic = (genericAuthType: string) => ({ authentication: 'genericCredentialType', genericAuthType });

describe('an HTTP request', () => {
  it.each([
    ['httpHeaderAuth', ['header']],
    ['httpBasicAuth', ['basic']],
    ['httpQueryAuth', ['query']],
    ['httpBearerAuth', ['bearer']],
    ['oAuth2Api', ['oauth2-client-credentials']],
  ])('that signs in by %s wants %j', (type, kinds) => {
    const {
      node: made,
      needed,
      codes,
    } = one(request('Call', generic(type), { [type]: { id: '7', name: 'Shop' } }));
    const key = `n8n/${type}/Shop`;
    expect(made?.parameters).toMatchObject({ authentication: 'credential' });
    expect(made?.credentials).toEqual({ auth: key });
    expect(needed).toEqual([{ type, name: 'Shop', key, kinds, nodes: ['Call'] }]);
    expect(codes).toContain('credentials.needed');
    expect(codes).not.toContain('http.authentication');
  });

  it('that uses what a service asks for takes any kind', () => {
    const { node: made, needed } = one(
      request(
        'Call',
        { authentication: 'predefinedCredentialType', nodeCredentialType: 'slackApi' },
        { slackApi: { id: '1', name: 'Team' } },
      ),
    );
    expect(made?.credentials).toEqual({ auth: 'n8n/slackApi/Team' });
    expect(needed[0]?.kinds).toEqual(['header', 'bearer', 'basic', 'query', 'oauth2-client-credentials']);
  });

  it('of an old version names it by another word', () => {
    const credentials = { httpBasicAuth: { id: '2', name: 'Old' } };
    const { node: made } = one(request('Call', { authentication: 'basicAuth' }, credentials));
    expect(made?.credentials).toEqual({ auth: 'n8n/httpBasicAuth/Old' });
  });

  it('whose file lost the name of the credential still wants one', () => {
    const { node: made, needed } = one(request('Call', generic('httpHeaderAuth')));
    expect(made?.credentials).toEqual({ auth: 'n8n/httpHeaderAuth/' });
    expect(needed).toMatchObject([{ type: 'httpHeaderAuth', name: '', kinds: ['header'] }]);
  });

  it.each(['httpDigestAuth', 'oAuth1Api', 'httpCustomAuth'])(
    'that signs in by %s is told, and signs in by nothing',
    (type) => {
      const {
        node: made,
        needed,
        codes,
      } = one(request('Call', generic(type), { [type]: { id: '7', name: 'X' } }));
      expect(made?.parameters['authentication']).toBeUndefined();
      expect(made?.credentials).toEqual({});
      expect(codes).toContain('http.authentication');
      expect(needed).toMatchObject([{ key: null, kinds: [] }]);
    },
  );
});

it.each([
  {
    ...{ type: 'webhook', version: 2, needs: 'httpHeaderAuth', slot: 'caller' },
    parameters: { path: 'in', authentication: 'headerAuth' },
    expected: { authentication: 'credential' },
  },
  {
    ...{ type: 'jwt', version: 1, needs: 'jwtAuth', slot: 'secret' },
    parameters: { operation: 'sign', useJson: true, claimsJson: '{}' },
    expected: { secretFrom: 'credential' },
  },
  {
    ...{ type: 'totp', version: 1, needs: 'totpApi', slot: 'secret' },
    parameters: {},
    expected: { secretFrom: 'credential' },
  },
])('$type takes $needs into its slot $slot', ({ type, version, needs, slot, parameters, expected }) => {
  const credentials = { [needs]: { id: '1', name: 'Key' } };
  const { node: made } = one(node('Node', type, { typeVersion: version, credentials, parameters }));
  expect(made?.credentials).toEqual({ [slot]: `n8n/${needs}/Key` });
  expect(made?.parameters).toMatchObject(expected);
});

it('what was chosen counts for all nodes, and goes out as it came', () => {
  const credentials = { httpHeaderAuth: { id: '7', name: 'Shop' } };
  const file = {
    name: 'Two calls',
    nodes: [
      request('One', generic('httpHeaderAuth'), credentials),
      request('Two', generic('httpHeaderAuth'), credentials),
    ],
    connections: {},
    settings: { executionOrder: 'v1' },
  };
  const { workflow, credentials: needed } = imported(file);
  expect(needed).toMatchObject([{ nodes: ['One', 'Two'] }]);
  const chosen = remapCredentials(workflow, { 'n8n/httpHeaderAuth/Shop': 'our-id' });
  expect(chosen.nodes.map((made) => made.credentials)).toEqual([{ auth: 'our-id' }, { auth: 'our-id' }]);
  expect(remapCredentials(workflow, { other: 'x' })).toBe(workflow);
  expect(exportToN8n(chosen).file).toEqual(file);
});
