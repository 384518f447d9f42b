/** One node of n8n's as one of ours, with its original beside it and with all that is to be told. */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { JsonObject } from '@/core/items/item';
import { toStorableText } from '@/core/graph/inspect-input';
import { checkParameters } from '@/core/node-kit/check-parameters';
import type { Catalog, NodeDefinition } from '@/core/node-kit/definition';
import { createContext, type Translation } from './context';
import { credentialKey, kindsFor, sourceCredentials, type SourceCredential } from './credentials';
import { fingerprint, seal } from './envelope';
import { positionOf } from './layout';
import type { Names } from './names';
import { translateSettings } from './node-settings';
import { findRule } from './nodes/find-rule';
import { isTriggerLike, placeholderFor, type UsedPorts } from './placeholder';
import type { Remark } from './report';
import type { SourceNode } from './source';

export interface MadeNode {
  source: SourceNode;
  node: GraphNode;
  /** Our ports by n8n's index. */
  inputs: readonly string[];
  outputs: readonly string[];
  isTrigger: boolean;
  remarks: Remark[];
  credentials: SourceCredential[];
  /** What may stand for them, by the name that stands for each. */
  slots: ReadonlyMap<string, readonly string[]>;
}

export interface MakeOptions {
  catalog: Catalog;
  names: Names;
  /** What is connected to it. */
  used: UsedPorts;
  /** Only a placeholder, whatever it is. */
  bare: boolean;
}

/** Makes the node. Never throws: a translation that fails gives a placeholder that says so. */
export function makeNode(source: SourceNode, options: MakeOptions): MadeNode {
  const { catalog, names } = options;
  const { translation, remarks } = translate(source, options);
  const definition = catalog.find(translation.type);
  const id = names.id(source.raw['id']);
  const name = names.name(source.name, shortType(source.type));
  const remark = (code: Remark['code'], values: Remark['values'] = {}) => {
    remarks.push({ code, values });
  };
  if (name !== source.name) remark('node.renamed', { from: source.name.slice(0, 200), to: name });
  const settings = { ...translateSettings(source, remark), ...translation.settings };
  const credentials = neededBy(source, translation);
  const slots = slotKinds(translation, definition);
  for (const needed of credentials) {
    // One that no place waits for does nothing here, or is told by the translation.
    if (slots.has(credentialKey(needed))) remark('credentials.needed', { ...needed });
  }
  const position = positionOf(source);
  const { parameters, inputs = ['main'], outputs = ['main'] } = translation;
  const envelope = {
    ...{ node: { ...source.raw }, index: source.index, as: id, name, position, inputs, outputs },
    parameters: fingerprint([translation.type, parameters]),
    settings: fingerprint(settings),
  };
  return {
    source,
    node: {
      id,
      type: translation.type,
      typeVersion: definition?.version ?? 1,
      name,
      position,
      parameters,
      settings,
      credentials: { ...translation.credentials },
      imported: seal(envelope),
    },
    inputs,
    outputs,
    isTrigger: definition?.trigger !== undefined,
    remarks,
    credentials,
    slots,
  };
}

const TRIGGER: Remark = { code: 'node.trigger', values: {} };

function translate(
  source: SourceNode,
  { catalog, used, bare }: MakeOptions,
): { translation: Translation; remarks: Remark[] } {
  const asPlaceholder = (remarks: Remark[]) => ({
    translation: placeholderFor(source, used, source.raw['onError'] === 'continueErrorOutput'),
    remarks: isTriggerLike(source.type, used) ? [...remarks, TRIGGER] : remarks,
  });
  const type = source.type === '' ? '?' : toStorableText(source.type.slice(0, 200));
  const missing: Remark[] = [{ code: 'node.no-counterpart', values: { type } }];
  const rule = bare ? undefined : findRule(source.type);
  if (!rule) return asPlaceholder(missing);
  const { context, remarks, unread } = createContext(source);
  try {
    const translation = rule.translate(context);
    const definition = translation ? catalog.find(translation.type) : undefined;
    if (!translation || !definition) return asPlaceholder(remarks.length > 0 ? remarks : missing);
    if (!isKnownVersion(source.version, rule.versions)) {
      const read = rule.versions.at(-1) ?? 1;
      context.remark('node.version-unknown', { version: source.version, type, read });
    }
    for (const name of unread()) context.remark('parameter.dropped', { name });
    return { translation: fitted(translation, definition, context.remark), remarks };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown reason';
    return asPlaceholder([{ code: 'node.failed', values: { reason } }]);
  }
}

/** Parameters that the node type knows; what is doubtful in them is told and stays for a person to see. */
function fitted(
  translation: Translation,
  definition: NodeDefinition,
  remark: (code: Remark['code'], values: Remark['values']) => void,
): Translation {
  const known = new Set(definition.fields.map((field) => field.name));
  const parameters: JsonObject = {};
  for (const [name, value] of Object.entries(translation.parameters)) {
    if (known.has(name)) parameters[name] = value;
    else remark('parameter.dropped', { name });
  }
  const { issues } = checkParameters(definition, parameters, { expressions: true, required: false });
  for (const issue of issues.slice(0, 20)) {
    remark('parameter.check', { name: issue.path.join('.'), reason: issue.message });
  }
  return { ...translation, parameters };
}

/** Versions are listed by whole numbers and the highest fraction that is known: `[1, 2, 3.4]`. */
function isKnownVersion(version: number, known: readonly number[]): boolean {
  return known.some((entry) => Math.floor(entry) === Math.floor(version) && version <= entry + 1e-9);
}

function shortType(type: string): string {
  return type.split('.').at(-1) ?? '';
}

/** The credentials that the node names, and those that it needs without naming one. */
function neededBy(source: SourceNode, { credentials = {} }: Translation): SourceCredential[] {
  const named = sourceCredentials(source);
  const known = new Set(named.map(credentialKey));
  const unnamed = Object.values(credentials).filter((key) => !known.has(key));
  return [...named, ...unnamed.map((key) => ({ type: key.split('/')[1] ?? '', name: '' }))];
}

function slotKinds(
  { credentials = {} }: Translation,
  definition: NodeDefinition | undefined,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(credentials).flatMap(([name, key]) => {
      const slot = definition?.credentials?.find((one) => one.slot === name);
      return slot ? [[key, kindsFor(key.split('/')[1] ?? '', slot)] as const] : [];
    }),
  );
}
