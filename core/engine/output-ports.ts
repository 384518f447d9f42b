/**
 * Which output ports a node has: the definition's own, the ones named by a list field (`switch`), and the error port
 * that every node but a trigger gets when its failures are to be handled on the canvas. Validation, canvas and plan
 * all ask here, so they cannot differ.
 */
import type { NodeSettings } from '@/core/contracts/portable-workflow';
import type { JsonObject } from '@/core/items/item';
import type { NodeDefinition, Port } from '@/core/node-kit/definition';

/** Name of the port that failed items leave by when `onError` is `error-port`. */
export const ERROR_PORT = 'error';

/** Output ports in order: the definition's own, then the error port where the settings ask for one. */
export function outputPortsOf(
  definition: NodeDefinition,
  settings: Pick<NodeSettings, 'onError'>,
  parameters: JsonObject,
): readonly Port[] {
  const own = ownPorts(definition, parameters);
  if (settings.onError !== 'error-port' || definition.trigger !== undefined) return own;
  if (own.some((port) => port.name === ERROR_PORT)) return own;
  return [...own, { name: ERROR_PORT, label: 'Error' }];
}

function ownPorts(definition: NodeDefinition, parameters: JsonObject): readonly Port[] {
  const { outputs } = definition;
  if (!('byField' in outputs)) return outputs;
  const rows = Object.hasOwn(parameters, outputs.byField) ? parameters[outputs.byField] : undefined;
  const ports = new Map<string, Port>();
  for (const row of Array.isArray(rows) ? rows : []) {
    if (row === null || typeof row !== 'object' || Array.isArray(row)) continue;
    const name = Object.hasOwn(row, outputs.key) ? row[outputs.key] : undefined;
    if (typeof name === 'string' && name !== '' && !ports.has(name)) ports.set(name, { name, label: name });
  }
  for (const port of outputs.then) if (!ports.has(port.name)) ports.set(port.name, port);
  return [...ports.values()];
}
