/** Names and what is bound to them: plain ones, and objects and lists taken apart. */
import type { AssignmentProperty, ObjectPattern, Pattern as ParameterPattern, RestElement } from 'acorn';
import { toList } from './coerce';
import { notAllowed, type CompileContext } from './compile-context';
import { readMember } from './members';
import { charge, type Run } from './run';
import { isPlainObject, setOwn, type PlainObject } from './values';

/** Most parameters of a function: the slots of a frame before those of other names. */
export const MAX_PARAMETERS = 4;

export type Binder = (run: Run, frame: unknown[], value: unknown) => void;

function newSlot(context: CompileContext, name: string): number {
  const { locals } = context;
  const slot = locals ? locals.slots++ : 1 + MAX_PARAMETERS;
  locals?.names.set(name, slot);
  return slot;
}

/** Writes a value, or the parts of it, to the names of a pattern. New names are added to the innermost scope. */
export function compileBinding(pattern: ParameterPattern, context: CompileContext): Binder {
  switch (pattern.type) {
    case 'Identifier': {
      const slot = newSlot(context, pattern.name);
      return (_run, frame, value) => {
        frame[slot] = value;
      };
    }
    case 'AssignmentPattern': {
      const otherwise = context.compile(pattern.right);
      const bind = compileBinding(pattern.left, context);
      return (run, frame, value) => bind(run, frame, value === undefined ? otherwise(run, frame) : value);
    }
    case 'ArrayPattern': {
      const rest = pattern.elements.at(-1)?.type === 'RestElement' ? pattern.elements.length - 1 : -1;
      const parts = pattern.elements.map((element) =>
        element
          ? compileBinding(element.type === 'RestElement' ? element.argument : element, context)
          : undefined,
      );
      return (run, frame, value) => {
        const list =
          value === undefined || value === null ? [] : toList(run, value, 'What is taken apart by [ ]');
        parts.forEach((bind, index) => bind?.(run, frame, index === rest ? list.slice(index) : list[index]));
      };
    }
    case 'ObjectPattern':
      return compileObjectBinding(pattern, context);
    default:
      throw notAllowed(pattern, 'This kind of parameter is not part of expressions.');
  }
}

function compileObjectBinding(pattern: ObjectPattern, context: CompileContext): Binder {
  const parts = pattern.properties.map((property) =>
    property.type === 'RestElement'
      ? { rest: true, key: '', bind: compileBinding(property.argument, context) }
      : { rest: false, key: keyOf(property), bind: compileBinding(property.value, context) },
  );
  const named = new Set(parts.filter((part) => !part.rest).map((part) => part.key));
  return (run, frame, value) => {
    for (const { rest, key, bind } of parts)
      bind(run, frame, rest ? withoutKeys(run, value, named) : readMember(run, value, key));
  };
}

function keyOf(property: Exclude<AssignmentProperty, RestElement>): string {
  const { key } = property;
  if (!property.computed && key.type === 'Identifier') return key.name;
  if (!property.computed && key.type === 'Literal' && typeof key.value === 'string') return key.value;
  throw notAllowed(property, 'Take plain names out of an object here: ({ name, other }) => …');
}

function withoutKeys(run: Run, value: unknown, keys: ReadonlySet<string>): PlainObject {
  const result: PlainObject = {};
  const entries = isPlainObject(value) ? Object.entries(value) : [];
  charge(run, entries.length);
  for (const [key, entry] of entries) if (!keys.has(key)) setOwn(result, key, entry);
  return result;
}
