/**
 * Function bodies in braces: `const` and `let` with a value, `if` and `else`, `return`. Nothing is ever assigned again
 * and nothing repeats, so a body ends as surely as an expression does.
 */
import type { BlockStatement, Statement, VariableDeclaration } from 'acorn';
import { compileBinding } from './compile-bindings';
import { notAllowed, type Closure, type CompileContext } from './compile-context';

/** What a statement gives when it did not return. */
const GO_ON = Symbol('go on');

/** The value a body returns; undefined when it ends without. */
export function compileBody(block: BlockStatement, context: CompileContext): Closure {
  const body = compileBlock(block.body, context);
  return (run, frame) => {
    const value = body(run, frame);
    return value === GO_ON ? undefined : value;
  };
}

function compileBlock(statements: readonly Statement[], context: CompileContext): Closure {
  const names = context.locals?.names ?? new Map<string, number>();
  const outside = new Map(names);
  const steps = statements.map((statement) => compileStatement(statement, context));
  // What the block declared is not seen after it. Its slots stay taken, so nothing is read by mistake.
  names.clear();
  for (const [name, slot] of outside) names.set(name, slot);
  return (run, frame) => {
    for (const step of steps) {
      const value = step(run, frame);
      if (value !== GO_ON) return value;
    }
    return GO_ON;
  };
}

function compileStatement(statement: Statement, context: CompileContext): Closure {
  switch (statement.type) {
    case 'ReturnStatement':
      return statement.argument ? context.compile(statement.argument) : () => undefined;
    case 'VariableDeclaration':
      return compileDeclaration(statement, context);
    case 'IfStatement': {
      const test = context.compile(statement.test);
      const yes = compileBranch(statement.consequent, context);
      const no = statement.alternate ? compileBranch(statement.alternate, context) : () => GO_ON;
      return (run, frame) => (test(run, frame) ? yes(run, frame) : no(run, frame));
    }
    case 'BlockStatement':
      return compileBlock(statement.body, context);
    case 'EmptyStatement':
      return () => GO_ON;
    default:
      throw notAllowed(
        statement,
        'A function here has const, if and return only. Use a Code node for loops and other statements.',
      );
  }
}

function compileBranch(statement: Statement, context: CompileContext): Closure {
  return statement.type === 'BlockStatement'
    ? compileBlock(statement.body, context)
    : compileStatement(statement, context);
}

function compileDeclaration(node: VariableDeclaration, context: CompileContext): Closure {
  if (node.kind !== 'const' && node.kind !== 'let') throw notAllowed(node, 'Write const instead of var.');
  const parts = node.declarations.map((one) => {
    const value = one.init ? context.compile(one.init) : () => undefined;
    return { value, bind: compileBinding(one.id, context) };
  });
  return (run, frame) => {
    // The frame of a call is made by us, and only the binders of its own function write to it.
    for (const { value, bind } of parts) bind(run, frame as unknown[], value(run, frame));
    return GO_ON;
  };
}
