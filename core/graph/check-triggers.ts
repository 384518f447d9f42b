/** How the workflow starts and answers: triggers, reachability, webhook paths, respond nodes. */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { outputPorts, portKind } from '@/core/node-kit/ports';
import { reachableFrom } from './traverse';
import type { Validation } from './validation';
import { routeShape, webhookRoutesOf } from './webhook-routes';

const RESPOND_TYPE = 'respond';

/** Problems of starts and answers. */
export function checkTriggers(validation: Validation): Problem[] {
  const { graph, definitionOf, mode } = validation;
  const active = graph.nodes.filter((node) => !node.settings.disabled);
  const triggers = active.filter((node) => definitionOf(node)?.trigger !== undefined);
  const webhooks = triggers.filter((node) => definitionOf(node)?.trigger === 'webhook');
  const responders = active.filter((node) => node.type === RESPOND_TYPE);
  return [
    ...(mode === 'publish' && triggers.length === 0 ? [noTrigger()] : []),
    ...(mode === 'publish' && triggers.length > 0 ? unreachable(validation, triggers) : []),
    ...duplicateRoutes(webhooks),
    ...webhooks.flatMap((node) => openWebhook(node, validation)),
    ...(mode === 'publish' ? checkAnswers(validation, webhooks, responders) : []),
  ];
}

function noTrigger(): Problem {
  return {
    code: 'graph.no-trigger',
    severity: 'error',
    nodeId: null,
    path: 'nodes',
    message: 'Nothing starts this workflow.',
    fix: 'Add a trigger, for example a manual trigger or a webhook.',
  };
}

function unreachable(validation: Validation, triggers: readonly GraphNode[]): Problem[] {
  const { graph, index, definitionOf } = validation;
  const reached = reachableFrom(
    index,
    triggers.map((node) => node.id),
  );
  return graph.nodes.flatMap((node): Problem[] => {
    const definition = definitionOf(node);
    if (reached.has(node.id) || !definition || definition.trigger !== undefined) return [];
    const ports = outputPorts(definition, node);
    // A model or a tool is not led to; it is reached when what it is attached to is.
    const isAttachment = ports.length > 0 && ports.every((port) => portKind(port) !== 'items');
    const serves = (index.outgoing.get(node.id) ?? []).some((edge) => reached.has(edge.target));
    if (isAttachment && serves) return [];
    return [
      {
        code: 'graph.unreachable',
        severity: 'warning',
        nodeId: node.id,
        path: '',
        message: `Nothing leads to "${node.name}", so it never runs.`,
        params: { node: node.name },
        fix: 'Connect it, or remove it.',
      },
    ];
  });
}

function duplicateRoutes(webhooks: readonly GraphNode[]): Problem[] {
  const owners = new Map<string, GraphNode>();
  return webhooks.flatMap((node) =>
    webhookRoutesOf(node).flatMap(({ path, method }): Problem[] => {
      const key = `${method} ${routeShape(path)}`;
      const owner = owners.get(key);
      if (!owner) owners.set(key, node);
      if (!owner || owner === node) return [];
      return [
        {
          code: 'webhook.duplicate-path',
          severity: 'error',
          nodeId: node.id,
          path: 'parameters.path',
          message: `"${owner.name}" listens to ${method} /${path} already.`,
          params: { node: owner.name, method, path },
          fix: 'Choose another path or method.',
        },
      ];
    }),
  );
}

function openWebhook(node: GraphNode, validation: Validation): Problem[] {
  const knows = validation.definitionOf(node)?.fields.some((field) => field.name === 'authentication');
  const authentication = node.parameters.authentication ?? 'none';
  if (!knows || authentication !== 'none') return [];
  return [
    {
      code: 'webhook.open',
      severity: 'warning',
      nodeId: node.id,
      path: 'parameters.authentication',
      message: `Anyone who knows the address of "${node.name}" can start this workflow.`,
      params: { node: node.name },
      fix: 'Choose an authentication.',
    },
  ];
}

function checkAnswers(
  { index }: Validation,
  webhooks: readonly GraphNode[],
  responders: readonly GraphNode[],
): Problem[] {
  const waiting = webhooks.filter((node) => node.parameters.respond === 'with-node');
  const ids = (nodes: readonly GraphNode[]) => nodes.map((node) => node.id);
  const answered = reachableFrom(index, ids(waiting));
  const answering = reachableFrom(index, ids(responders), 'backward');
  const orphans = responders.filter((node) => !answered.has(node.id));
  const unanswered = waiting.filter((node) => !answering.has(node.id));
  return [
    ...orphans.map((node): Problem => ({
      code: 'respond.no-webhook',
      severity: 'error',
      nodeId: node.id,
      path: '',
      message: `"${node.name}" has no request to answer: no webhook that leads to it responds with a node.`,
      params: { node: node.name },
      fix: 'Set "Respond" of the webhook to "With a Respond node", or remove this node.',
    })),
    ...unanswered.map((node): Problem => ({
      code: 'webhook.never-answers',
      severity: 'warning',
      nodeId: node.id,
      path: 'parameters.respond',
      message: `"${node.name}" is answered by a Respond node, but leads to none.`,
      params: { node: node.name },
      fix: 'Add a Respond node after it, or let it respond when the run is finished.',
    })),
  ];
}
