/** The colour of a node family, as whole class names so that Tailwind finds them. */
import type { NodeFamily } from '@/core/node-kit/definition';

export const FAMILY_CHIP: Readonly<Record<NodeFamily, string>> = {
  trigger: 'bg-family-trigger/14 text-family-trigger',
  flow: 'bg-family-flow/14 text-family-flow',
  data: 'bg-family-data/14 text-family-data',
  network: 'bg-family-network/14 text-family-network',
  code: 'bg-family-code/14 text-family-code',
  ai: 'bg-family-ai/14 text-family-ai',
  human: 'bg-family-human/14 text-family-human',
  app: 'bg-family-app/14 text-family-app',
};

/** The same for a node that is drawn as a mere block. */
export const FAMILY_BLOCK: Readonly<Record<NodeFamily, string>> = {
  trigger: 'bg-family-trigger/45',
  flow: 'bg-family-flow/45',
  data: 'bg-family-data/45',
  network: 'bg-family-network/45',
  code: 'bg-family-code/45',
  ai: 'bg-family-ai/45',
  human: 'bg-family-human/45',
  app: 'bg-family-app/45',
};

/** CSS variable of a family's colour, for the minimap. */
export function familyColour(family: NodeFamily): string {
  return `var(--family-${family})`;
}
