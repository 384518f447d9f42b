/**
 * Ids in a workflow that name something outside its file: the error workflow, credentials. What exists is told by the
 * caller; an id of another tenant is simply not among it, so the answer is that for an unknown one.
 */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { isCredentialKind, kindInfo } from '@/core/credentials/kinds';
import type { Catalog, NodeDefinition } from '@/core/node-kit/definition';
import { visibleSlots } from '@/core/node-kit/visible-slots';

/** Ids that a workflow names, each once. */
export interface OutsideIds {
  workflows: readonly string[];
  credentials: readonly string[];
}

/** What of it exists in the tenant. */
export interface KnownIds {
  /** The workflow that is checked. */
  self: string;
  workflows: ReadonlySet<string>;
  /** By id, as it is written in the workflow. */
  credentials: ReadonlyMap<string, KnownCredential>;
}

export interface KnownCredential {
  name: string;
  kind: string;
  /** Where it may travel. */
  hosts: readonly string[];
}

/** The outside ids of a graph, for looking them up in one go. */
export function outsideIds(graph: Graph, catalog: Catalog): OutsideIds {
  const { errorWorkflow } = graph.settings;
  const picked = graph.nodes.flatMap((node) => pickedWorkflows(node, catalog).map(({ id }) => id));
  const credentials = graph.nodes.flatMap((node) => Object.values(node.credentials));
  return {
    workflows: [...new Set([...(errorWorkflow === null ? [] : [errorWorkflow]), ...picked])],
    credentials: [...new Set(credentials)],
  };
}

/** Problems of ids that name nothing. Slots are looked at only where the node type is known. Linear. */
export function checkReferences(graph: Graph, catalog: Catalog, known: KnownIds): Problem[] {
  return [
    ...checkErrorWorkflow(graph, known),
    ...graph.nodes.flatMap((node) => {
      const definition = catalog.find(node.type, node.typeVersion);
      if (!definition || node.settings.disabled) return [];
      return [...checkCredentials(node, definition, known), ...checkWorkflows(node, catalog, known)];
    }),
  ];
}

function checkErrorWorkflow({ settings }: Graph, known: KnownIds): Problem[] {
  const id = settings.errorWorkflow;
  if (id === null) return [];
  const at = { severity: 'error', nodeId: null, path: 'settings.errorWorkflow' } as const;
  const fix = 'Choose another workflow, or none.';
  if (id.toLowerCase() === known.self.toLowerCase()) {
    const message = 'This workflow names itself as its error workflow.';
    return [{ ...at, code: 'settings.own-error-workflow', message, fix }];
  }
  if (known.workflows.has(id)) return [];
  return [
    { ...at, code: 'settings.unknown-error-workflow', message: 'The error workflow does not exist.', fix },
  ];
}

/** Workflows that fields of the node name. */
export function pickedWorkflows(node: GraphNode, catalog: Catalog): { field: string; id: string }[] {
  const fields = catalog.find(node.type, node.typeVersion)?.fields ?? [];
  return fields.flatMap((field) => {
    const value = Object.hasOwn(node.parameters, field.name) ? node.parameters[field.name] : undefined;
    const isPick = field.kind === 'text' && field.picks === 'workflow';
    return isPick && typeof value === 'string' && value !== '' ? [{ field: field.name, id: value }] : [];
  });
}

function checkWorkflows(node: GraphNode, catalog: Catalog, known: KnownIds): Problem[] {
  return pickedWorkflows(node, catalog).flatMap(({ field, id }): Problem[] =>
    known.workflows.has(id)
      ? []
      : [
          {
            severity: 'error',
            nodeId: node.id,
            path: `parameters.${field}`,
            code: 'node.unknown-workflow',
            message: `"${node.name}" names a workflow that does not exist.`,
            params: { node: node.name },
            fix: 'Choose another workflow.',
          },
        ],
  );
}

function checkCredentials(node: GraphNode, definition: NodeDefinition, known: KnownIds): Problem[] {
  const slots = (definition.credentials ?? []).map(({ slot }) => slot);
  const used = visibleSlots(definition, node.parameters);
  return Object.entries(node.credentials).flatMap(([slot, id]): Problem[] => {
    const at = { severity: 'error', nodeId: node.id, path: `credentials.${slot}` } as const;
    if (!slots.includes(slot)) return [{ ...at, ...unknownSlot(node, slot, slots) }];
    const place = used.find((entry) => entry.slot === slot);
    // What lies in a place that does not count does nothing.
    if (!place) return [];
    const credential = known.credentials.get(id);
    if (!credential) {
      return [
        {
          ...at,
          code: 'node.unknown-credential',
          message: `"${node.name}" uses a credential that does not exist.`,
          params: { node: node.name, slot },
          fix: 'Choose another credential, or add one.',
        },
      ];
    }
    if (!place.kinds.includes(credential.kind)) return [{ ...at, ...wrongKind(node, credential) }];
    return definition.trigger === undefined && isNowhere(credential)
      ? [{ ...at, ...noHosts(node, credential) }]
      : [];
  });
}

/** Any call with it would be refused. */
function isNowhere({ kind, hosts }: KnownCredential): boolean {
  return hosts.length === 0 && isCredentialKind(kind) && kindInfo(kind).travels;
}

function wrongKind(node: GraphNode, { name }: KnownCredential) {
  return {
    code: 'node.credential-kind' as const,
    message: `"${node.name}" cannot use the credential "${name}": it is of another kind.`,
    params: { node: node.name, credential: name },
    fix: 'Choose another credential.',
  };
}

function noHosts(node: GraphNode, { name }: KnownCredential) {
  return {
    severity: 'warning' as const,
    code: 'node.credential-no-hosts' as const,
    message: `The credential "${name}" of "${node.name}" says no host that it is for, so every call with it is refused.`,
    params: { node: node.name, credential: name },
    fix: 'Add the host under Credentials.',
  };
}

function unknownSlot(node: GraphNode, slot: string, slots: readonly string[]) {
  const known = slots.map((name) => `"${name}"`).join(', ');
  return {
    code: 'node.unknown-slot' as const,
    message: `"${node.name}" has no place for a credential "${slot}".`,
    params: { node: node.name, slot, known, count: slots.length },
    fix: slots.length === 0 ? 'Remove it.' : `Use ${known}, or remove it.`,
  };
}
