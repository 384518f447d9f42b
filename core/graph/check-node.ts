/** Problems of one node by itself: its type, its parameters, its settings, its credentials. */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { checkParameters } from '@/core/node-kit/check-parameters';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { visibleSlots } from '@/core/node-kit/visible-slots';
import { effectOf } from '@/core/node-kit/effect-of';
import { findSecrets } from './find-secrets';
import type { Validation } from './validation';

/** Problems of a node. A disabled node only needs to be of a known type. */
export function checkNode(node: GraphNode, validation: Validation): Problem[] {
  const definition = validation.definitionOf(node);
  if (!definition) return [unknownType(node, validation)];
  if (node.settings.disabled) return [];
  return [
    ...(definition.standIn === true && validation.mode === 'publish' ? [standsIn(node)] : []),
    ...checkOwnParameters(node, definition, validation.mode === 'publish'),
    ...(validation.mode === 'publish' ? checkCredentials(node, definition) : []),
    ...checkRetry(node, definition),
    ...findSecrets(node, definition),
  ];
}

function unknownType(node: GraphNode, { catalog }: Validation): Problem {
  const newest = catalog.find(node.type);
  if (newest) {
    return {
      code: 'node.unknown-version',
      severity: 'error',
      nodeId: node.id,
      path: 'typeVersion',
      message: `"${node.name}" wants version ${node.typeVersion} of "${node.type}", which does not exist here.`,
      params: { node: node.name, type: node.type, version: node.typeVersion, newest: newest.version },
      fix: `Use version ${newest.version}, or update Heddle.`,
    };
  }
  return {
    code: 'node.unknown-type',
    severity: 'error',
    nodeId: node.id,
    path: 'type',
    message: `There is no node type "${node.type}" here.`,
    params: { node: node.name, type: node.type },
    fix: 'Replace the node, or add the node type to the catalog.',
  };
}

function standsIn(node: GraphNode): Problem {
  const { originalType } = node.parameters;
  const type = typeof originalType === 'string' ? originalType : '';
  return {
    code: 'node.placeholder',
    severity: 'error',
    nodeId: node.id,
    path: '',
    message: `"${node.name}" stands for a node that Heddle does not have (${type}), so it cannot run.`,
    params: { node: node.name, type },
    fix: 'Replace it by another node, switch it off, or remove it.',
  };
}

function checkOwnParameters(node: GraphNode, definition: NodeDefinition, required: boolean): Problem[] {
  const { issues } = checkParameters(definition, node.parameters, { expressions: true, required });
  return issues.map((issue) => ({
    code: issue.code,
    severity: 'error',
    nodeId: node.id,
    path: ['parameters', ...issue.path].join('.'),
    message: issue.message,
    ...(issue.params ? { params: issue.params } : {}),
    ...(issue.fix ? { fix: issue.fix } : {}),
  }));
}

function checkCredentials(node: GraphNode, definition: NodeDefinition): Problem[] {
  return visibleSlots(definition, node.parameters).flatMap((slot): Problem[] => {
    if (!slot.required || Object.hasOwn(node.credentials, slot.slot)) return [];
    return [
      {
        code: 'node.credential-missing',
        severity: 'error',
        nodeId: node.id,
        path: `credentials.${slot.slot}`,
        message: `"${node.name}" needs a credential.`,
        params: { node: node.name, slot: slot.slot, kinds: slot.kinds.join(', ') },
        fix: 'Choose or add one.',
      },
    ];
  });
}

/** A retry does not repeat a write whose outcome is unknown while the node asks first: say so before it surprises. */
function checkRetry(node: GraphNode, definition: NodeDefinition): Problem[] {
  const { retry } = node.settings;
  const inDoubt = node.settings.inDoubt ?? definition.inDoubt ?? 'ask';
  if (!retry || retry.attempts < 2 || inDoubt !== 'ask') return [];
  if (effectOf(definition, node.parameters) !== 'write') return [];
  return [
    {
      code: 'node.retry-asks',
      severity: 'warning',
      nodeId: node.id,
      path: 'settings.inDoubt',
      message: `"${node.name}" writes and is retried, but waits for a person when it is unknown whether a write happened.`,
      params: { node: node.name },
      fix: 'Choose "repeat" if the other side knows idempotency keys, or leave it so to be asked.',
    },
  ];
}
