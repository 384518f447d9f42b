/** Source text to syntax tree. acorn does the reading; this file bounds its input and words its errors. */
import { parseExpressionAt, type Expression } from 'acorn';
import { Fault } from './errors';
import { LIMITS } from './run';

/** Parses the expression that starts at `start`; the tree's positions are offsets in `text`. Throws a Fault. */
export function parseAt(text: string, start: number): Expression {
  const from = firstCharacter(text, start);
  if (from >= text.length || text.startsWith('}}', from)) {
    throw new Fault('syntax', 'This expression is empty. Write a value between {{ and }}.', {
      start,
      end: from,
    });
  }
  let tree: Expression;
  try {
    // Bounded before parsing; one unit more, so that a longer expression is seen as too long.
    tree = parseExpressionAt(text.slice(0, start + LIMITS.sourceLength + 3), start, {
      ecmaVersion: 2022,
      sourceType: 'module',
      preserveParens: true,
    });
  } catch (error) {
    throw readFailure(error, text, start);
  }
  if (tree.end - start > LIMITS.sourceLength) throw tooLong(start);
  return tree;
}

function tooLong(start: number): Fault {
  return new Fault(
    'budget',
    `An expression may have at most ${LIMITS.sourceLength} characters. Use a Code node.`,
    {
      start,
      end: start + LIMITS.sourceLength,
    },
  );
}

function readFailure(error: unknown, text: string, start: number): Fault {
  if (!(error instanceof SyntaxError)) {
    return new Fault('budget', 'This expression is nested too deeply. Split it up.', {
      start,
      end: text.length,
    });
  }
  if (text.length - start > LIMITS.sourceLength) return tooLong(start);
  const position = 'pos' in error && typeof error.pos === 'number' ? error.pos : start;
  const what = error.message.replace(/ \(\d+:\d+\)$/, '');
  return new Fault('syntax', `This is not a valid expression: ${what}.`, {
    start: position,
    end: Math.min(text.length, position + 1),
  });
}

function firstCharacter(text: string, start: number): number {
  const rest = /\S/g;
  rest.lastIndex = start;
  return rest.exec(text)?.index ?? text.length;
}
