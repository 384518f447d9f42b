import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from './router';

interface Procedure {
  _def: { type: string; output?: z.ZodType };
}

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

/** Definitions of node types are data by contract; their schema is not spelled out. */
const CUSTOM = new Set(['nodeType.list']);

describe('what procedures give', () => {
  const ended = procedures.filter(([, { _def }]) => _def.type !== 'subscription');

  it.each(ended)(
    '%s gives JSON: no dates, maps, undefined or other values that JSON loses',
    (name, { _def }) => {
      if (_def.output === undefined) throw new Error('It has no output schema.');
      const { output } = _def;
      const unrepresentable = CUSTOM.has(name) ? 'any' : 'throw';
      expect(() => z.toJSONSchema(output, { io: 'output', unrepresentable })).not.toThrow();
    },
  );
});
