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

/** CSS variable of a family's colour, for the minimap. */
export function familyColour(family: NodeFamily): string {
  return `var(--family-${family})`;
}
