/** An icon for each kind of failure. Colour stays with the status: all of them failed. */
import {
  Ban,
  Braces,
  Bug,
  CircleHelp,
  FileWarning,
  Gauge,
  Hourglass,
  Skull,
  Unplug,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import type { FailureCategory } from '@/core/dead-letters/failure-category';

export const CATEGORY_ICON: Readonly<Record<FailureCategory, LucideIcon>> = {
  'outside-refused': Ban,
  'outside-unreachable': Unplug,
  timeout: Hourglass,
  'bad-data': FileWarning,
  expression: Braces,
  workflow: Workflow,
  limit: Gauge,
  poisoned: Skull,
  'in-doubt': CircleHelp,
  internal: Bug,
};
