/**
 * A definition in other words. Every text a person sees of a node type has a key below `nodes.<type>`; a catalogue of
 * messages may hold another text for it. What it does not hold stays as the definition says, so English needs no
 * entry, and neither does a node type made elsewhere.
 */
import type { NodeDefinition, Port } from './definition';
import type { Field, ValueLine } from './field';

/** Gives the text for a key (below `nodes`), or the English one it was handed. */
export type TextOf = (key: readonly string[], english: string) => string;

/**
 * Keys: `<type>.name`, `.summary`, `.synonyms` (with commas), `.lines.<n>` from 1, `.inputs.<port>`, `.outputs.<port>`, `.examples.<n>` from 1,
 * and for each field `.fields.<name>.label`, `.help`, `.placeholder`, `.pattern`, `.itemLabel`,
 * `.itemLines.<n>`, `.options.<value>`, and
 * the same again below `.item.<name>` for the fields of a list's rows. A dot inside a part is written `_`.
 */
export function localiseDefinition(definition: NodeDefinition, textOf: TextOf): NodeDefinition {
  const at = [definition.type];
  const { outputs } = definition;
  return {
    ...definition,
    name: textOf([...at, 'name'], definition.name),
    summary: textOf([...at, 'summary'], definition.summary),
    synonyms: textOf([...at, 'synonyms'], definition.synonyms.join(', '))
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    inputs: ports(definition.inputs, [...at, 'inputs'], textOf),
    outputs:
      'byField' in outputs
        ? { ...outputs, then: ports(outputs.then, [...at, 'outputs'], textOf) }
        : ports(outputs, [...at, 'outputs'], textOf),
    fields: fieldsOf(definition.fields, [...at, 'fields'], textOf),
    ...(definition.lines ? { lines: linesOf(definition.lines, [...at, 'lines'], textOf) } : {}),
    examples: definition.examples.map((example, index) => ({
      ...example,
      title: textOf([...at, 'examples', String(index + 1)], example.title),
    })),
  };
}

function ports(list: readonly Port[], at: readonly string[], textOf: TextOf): Port[] {
  return list.map((port) => ({ ...port, label: textOf([...at, part(port.name)], port.label) }));
}

function linesOf(lines: readonly ValueLine[], at: readonly string[], textOf: TextOf): ValueLine[] {
  return lines.map((line, index) => ({ ...line, text: textOf([...at, String(index + 1)], line.text) }));
}

function fieldsOf(fields: readonly Field[], at: readonly string[], textOf: TextOf): Field[] {
  return fields.map((field) => localiseField(field, [...at, part(field.name)], textOf));
}

function localiseField(field: Field, at: readonly string[], textOf: TextOf): Field {
  const shared = {
    label: textOf([...at, 'label'], field.label),
    ...(field.help === undefined ? {} : { help: textOf([...at, 'help'], field.help) }),
  };
  switch (field.kind) {
    case 'text':
      return {
        ...field,
        ...shared,
        ...(field.placeholder === undefined
          ? {}
          : { placeholder: textOf([...at, 'placeholder'], field.placeholder) }),
        ...(field.pattern === undefined
          ? {}
          : { pattern: { ...field.pattern, message: textOf([...at, 'pattern'], field.pattern.message) } }),
      };
    case 'select':
    case 'multi-select':
      return {
        ...field,
        ...shared,
        options: field.options.map((option) => ({
          ...option,
          label: textOf([...at, 'options', part(option.value)], option.label),
        })),
      };
    case 'list':
      return {
        ...field,
        ...shared,
        itemLabel: textOf([...at, 'itemLabel'], field.itemLabel),
        ...(field.itemLines ? { itemLines: linesOf(field.itemLines, [...at, 'itemLines'], textOf) } : {}),
        item: fieldsOf(field.item, [...at, 'item'], textOf),
      };
    default:
      return { ...field, ...shared };
  }
}

function part(name: string): string {
  return name.replaceAll('.', '_');
}
