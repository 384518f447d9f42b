/** Constants, template literals, arrays and objects. */
import type {
  AnyNode,
  ArrayExpression,
  Literal,
  ObjectExpression,
  Property,
  SpreadElement,
  TemplateLiteral,
} from 'acorn';
import { toKey, toList, toText } from './coerce';
import { notAllowed, type Closure, type CompileContext } from './compile-context';
import { Fault } from './errors';
import { compilePattern } from './pattern';
import { charge, chargeList, chargeText, type Run } from './run';
import { isPlainObject, setOwn, type PlainObject } from './values';

export function compileLiteral(node: Literal): Closure {
  if (node.regex) {
    const pattern = compilePattern(node.regex.pattern, node.regex.flags, node);
    return () => pattern;
  }
  if (node.bigint !== undefined && node.bigint !== null)
    throw notAllowed(node, 'Write the number without n.');
  const { value } = node;
  if (value === undefined || value instanceof RegExp || typeof value === 'bigint') {
    throw notAllowed(node, 'This literal is not part of expressions.');
  }
  return () => value;
}

export function compileTemplateLiteral(node: TemplateLiteral, context: CompileContext): Closure {
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? '');
  const values = node.expressions.map((expression) => context.compile(expression));
  return (run, frame) => {
    let text = texts[0] ?? '';
    for (let index = 0; index < values.length; index++) {
      text += toText(run, values[index]?.(run, frame)) + (texts[index + 1] ?? '');
    }
    chargeText(run, text.length);
    return text;
  };
}

/** Values of an array literal or an argument list, spreads included. */
export function compileElements(
  elements: readonly (ArrayExpression['elements'][number] | SpreadElement)[],
  compileOne: (node: AnyNode) => Closure,
): (run: Run, frame: Parameters<Closure>[1]) => unknown[] {
  const parts = elements.map((element) => {
    if (element === null) return { spread: false, value: () => undefined };
    if (element.type === 'SpreadElement') return { spread: true, value: compileOne(element.argument) };
    return { spread: false, value: compileOne(element) };
  });
  if (parts.every((part) => !part.spread)) {
    const values = parts.map((part) => part.value);
    return (run, frame) => values.map((value) => value(run, frame));
  }
  return (run, frame) => {
    const list: unknown[] = [];
    for (const part of parts) {
      const value = part.value(run, frame);
      if (!part.spread) list.push(value);
      else {
        const spread = toList(run, value, 'What follows ...');
        chargeList(run, list.length + spread.length);
        for (const entry of spread) list.push(entry);
      }
    }
    return list;
  };
}

export function compileArray(node: ArrayExpression, context: CompileContext): Closure {
  const elements = compileElements(node.elements, context.compile);
  return (run, frame) => {
    charge(run, 1 + node.elements.length);
    return elements(run, frame);
  };
}

type Filler = (run: Run, frame: Parameters<Closure>[1], target: PlainObject) => void;

export function compileObject(node: ObjectExpression, context: CompileContext): Closure {
  const fillers = node.properties.map((property) =>
    property.type === 'SpreadElement'
      ? spreadInto(context.compile(property.argument))
      : compileProperty(property, context),
  );
  return (run, frame) => {
    const target: PlainObject = {};
    charge(run, 1 + fillers.length);
    for (const fill of fillers) fill(run, frame, target);
    return target;
  };
}

function compileProperty(property: Property, context: CompileContext): Filler {
  if (property.kind !== 'init' || property.method) {
    throw notAllowed(
      property,
      'Getters, setters and methods are not part of expressions. Write name: x => …',
    );
  }
  const value = context.compile(property.value);
  const { key } = property;
  if (property.computed) {
    const name = context.compile(key);
    return (run, frame, target) => {
      const at = String(toKey(name(run, frame)));
      setOwn(target, at, value(run, frame));
    };
  }
  const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
  if (name === undefined) throw notAllowed(key, 'This property name is not part of expressions.');
  if (name === '__proto__') throw notAllowed(key, 'An object cannot be given a prototype. Use another name.');
  return (run, frame, target) => {
    target[name] = value(run, frame);
  };
}

function spreadInto(source: Closure): Filler {
  return (run, frame, target) => {
    const value = source(run, frame);
    if (value === null || value === undefined) return;
    if (!isPlainObject(value) && !Array.isArray(value)) {
      throw new Fault('type', 'Only objects and arrays can be spread into an object.');
    }
    const entries = Object.entries(value);
    charge(run, entries.length);
    for (const [key, entry] of entries) setOwn(target, key, entry);
  };
}
