import { copyJson, omitFields, pickFields, readField, setField } from '@/core/items/field-path';
import type { FileRef, Item, Json, JsonObject } from '@/core/items/item';
import type { PagesExecutorFor } from '@/core/node-kit/executor';
import { fieldNames, writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

type AggregateParameters = Parameters<PagesExecutorFor<typeof definition>['executePages']>[0]['parameters'];

/** Wider lineage is looked at by nobody (`core/items/lineage`), so it is not kept. */
const MAX_ORIGINS = 10_000;

export const executor: PagesExecutorFor<typeof definition> = {
  async executePages(input) {
    const { parameters } = input;
    const gathering = parameters.mode === 'all-items' ? wholeItems(parameters) : lists(parameters);
    const binary = new Map<string, FileRef>();
    const seen = new Set<string>();
    for await (const page of input.port()) {
      for (const item of page) {
        gathering.add(item);
        if (parameters.keepFiles && item.binary) {
          addFiles(item.binary, { files: binary, seen: parameters.uniqueFiles ? seen : null });
        }
      }
    }
    const count = input.count();
    const from = Array.from({ length: count > MAX_ORIGINS ? 0 : count }, (_, index) => ({
      port: 'main',
      index,
    }));
    const files = binary.size > 0 ? { binary: Object.fromEntries(binary) } : {};
    return { kind: 'done', outputs: { main: [{ json: gathering.end(), ...files, from }] } };
  },
};

/** Takes items one by one and keeps of each what the result needs. */
interface Gathering {
  add(item: Item): void;
  end(): JsonObject;
}

function wholeItems({ include, includeFields, destination, dots }: AggregateParameters): Gathering {
  const names = fieldNames(includeFields);
  const path = writablePath(destination === '' ? 'data' : destination, dots);
  const list: Json[] = [];
  return {
    add({ json }) {
      if (include === 'all') list.push(json);
      else list.push(include === 'selected' ? pickFields(json, names, dots) : omitFields(json, names, dots));
    },
    end() {
      const json: JsonObject = {};
      setField(json, path, list);
      return json;
    },
  };
}

function lists(parameters: AggregateParameters): Gathering {
  const { fields, destination, dots } = parameters;
  if (fields.length === 0) {
    throw NodeFailure.final('aggregate.no-fields', 'No field is named. Add one, or collect whole items.');
  }
  const columns = fields.map(({ field, name }) => ({
    field,
    path: writablePath(name === '' ? lastPart(field, dots) : name, dots),
    list: [] as Json[],
  }));
  return {
    add({ json }) {
      for (const { field, list } of columns) addValue(list, readField(json, field, dots), parameters);
    },
    end() {
      const json: JsonObject = {};
      for (const { path, list } of columns) setField(json, path, list);
      if (destination === '') return json;
      const outer: JsonObject = {};
      setField(outer, writablePath(destination, dots), json);
      return outer;
    },
  };
}

function addValue(
  list: Json[],
  value: Json | undefined,
  { keepMissing, mergeLists }: AggregateParameters,
): void {
  if (value === undefined || value === null) {
    if (keepMissing) list.push(null);
  } else if (Array.isArray(value) && mergeLists) {
    for (const entry of copyJson(value)) list.push(entry);
  } else list.push(value);
}

function lastPart(field: string, dots: boolean): string {
  return dots ? (field.split('.').at(-1) ?? field) : field;
}

/** Adds files under their names; one whose name is taken gets the next free number. `seen`: those alike go in once. */
function addFiles(
  binary: Record<string, FileRef>,
  { files, seen }: { files: Map<string, FileRef>; seen: Set<string> | null },
): void {
  for (const [name, file] of Object.entries(binary)) {
    const same = JSON.stringify([file.name, file.mediaType, file.size]);
    if (seen?.has(same)) continue;
    seen?.add(same);
    let free = name;
    for (let count = 1; files.has(free); count += 1) free = `${name}_${count}`;
    files.set(free, file);
  }
}
