/**
 * Which ports a node has. Inputs: the definition's own, or the first few of them where a number field says how many.
 * Outputs: the definition's own, the ones named by a list field (`switch`), and the error port that every node but a
 * trigger gets when its failures are to be handled on the canvas. Validation, canvas and plan all ask here, so they
 * cannot differ.
 */
import type { NodeSettings } from '@/core/contracts/portable-workflow';
import type { JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { PORT_KINDS } from '@/core/node-kit/definition';
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

/** Input ports in order. */
export function inputPortsOf(definition: NodeDefinition, parameters: JsonObject): readonly Port[] {
  const { inputs, inputsByField, inputsByList } = definition;
  if (inputsByList) {
    const ports = new Map<string, Port>();
    addRows(ports, parameterOr(definition, parameters, inputsByList.byField), inputsByList.key);
    return [...ports.values()];
  }
  if (inputsByField === undefined) return inputs;
  const count = Number(parameterOr(definition, parameters, inputsByField));
  return Number.isInteger(count) && count > 0 ? inputs.slice(0, count) : inputs;
}

/** What the node sets, else the default of its definition. */
function parameterOr(definition: NodeDefinition, parameters: JsonObject, name: string): unknown {
  const own = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return own ?? definition.fields.find((field) => field.name === name)?.default;
}

function ownPorts(definition: NodeDefinition, parameters: JsonObject): readonly Port[] {
  const { outputs } = definition;
  if (!('byField' in outputs)) return outputs;
  const { numbered } = outputs;
  if (numbered && parameterOr(definition, parameters, numbered.field) === numbered.is) {
    const count = Number(parameterOr(definition, parameters, numbered.byField));
    return numberedPorts(numbered.prefix, count);
  }
  const ports = new Map<string, Port>();
  addRows(ports, parameterOr(definition, parameters, outputs.byField), outputs.key);
  if (outputs.last !== undefined) addPort(ports, parameterOr(definition, parameters, outputs.last));
  for (const port of outputs.then) if (!ports.has(port.name)) ports.set(port.name, port);
  return [...ports.values()];
}

/** More than anybody draws; a file may say anything. */
const MAX_NUMBERED = 100;

function numberedPorts(prefix: string, count: number): Port[] {
  const length = Number.isInteger(count) ? Math.min(Math.max(count, 0), MAX_NUMBERED) : 0;
  return Array.from({ length }, (_, at) => {
    const name = `${prefix}${at + 1}`;
    return { name, label: name };
  });
}

/** A port for each row of a list that names one. A row may say what travels through it. */
function addRows(ports: Map<string, Port>, rows: unknown, key: string): void {
  for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : []) {
    if (!isPlainObject(row) || !Object.hasOwn(row, key)) continue;
    addPort(ports, row[key], Object.hasOwn(row, 'kind') ? row['kind'] : undefined);
  }
}

function addPort(ports: Map<string, Port>, name: unknown, kind?: unknown): void {
  if (typeof name !== 'string' || name === '' || ports.has(name)) return;
  const known = PORT_KINDS.find((other) => other === kind);
  ports.set(name, { name, label: name, ...(known === undefined ? {} : { kind: known }) });
}
