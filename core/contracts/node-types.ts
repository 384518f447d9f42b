/** Node types as the browser and REST get them. Definitions are ours and JSON-safe, so they pass as they are. */
import { z } from 'zod';
import type { NodeDefinition } from '@/core/node-kit/definition';

export const nodeDefinitionSchema = z.custom<NodeDefinition>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && 'fields' in value,
);

export const nodeTypeListSchema = z.object({
  definitions: z.array(nodeDefinitionSchema),
  /** Type → SVG text. */
  icons: z.record(z.string(), z.string()),
  /** Type → the help page's markdown. */
  help: z.record(z.string(), z.string()),
});
