/** How a status looks: an icon and a colour that means the same everywhere. */
import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  CircleX,
  Clock,
  LoaderCircle,
  Pause,
  SkipForward,
  type LucideIcon,
} from 'lucide-react';
import type { StepStatus } from '@/core/engine/types';

export interface StatusLook {
  icon: LucideIcon;
  text: string;
  soft: string;
  bar: string;
  border: string;
}

export const STATUS_LOOK: Readonly<Record<StepStatus, StatusLook>> = {
  queued: {
    icon: CircleDashed,
    text: 'text-status-queued',
    soft: 'bg-status-queued/12',
    bar: 'bg-status-queued',
    border: 'border-status-queued',
  },
  running: {
    icon: LoaderCircle,
    text: 'text-status-running',
    soft: 'bg-status-running/12',
    bar: 'bg-status-running',
    border: 'border-status-running',
  },
  waiting: {
    icon: Clock,
    text: 'text-status-waiting',
    soft: 'bg-status-waiting/12',
    bar: 'bg-status-waiting',
    border: 'border-status-waiting',
  },
  paused: {
    icon: Pause,
    text: 'text-status-waiting',
    soft: 'bg-status-waiting/12',
    bar: 'bg-status-waiting',
    border: 'border-status-waiting',
  },
  succeeded: {
    icon: CircleCheck,
    text: 'text-status-succeeded',
    soft: 'bg-status-succeeded/12',
    bar: 'bg-status-succeeded',
    border: 'border-status-succeeded',
  },
  failed: {
    icon: CircleX,
    text: 'text-status-failed',
    soft: 'bg-status-failed/12',
    bar: 'bg-status-failed',
    border: 'border-status-failed',
  },
  cancelled: {
    icon: CircleSlash,
    text: 'text-status-skipped',
    soft: 'bg-status-skipped/12',
    bar: 'bg-status-skipped',
    border: 'border-status-skipped',
  },
  skipped: {
    icon: SkipForward,
    text: 'text-status-skipped',
    soft: 'bg-status-skipped/12',
    bar: 'bg-status-skipped',
    border: 'border-status-skipped',
  },
  'in-doubt': {
    icon: CircleHelp,
    text: 'text-status-in-doubt',
    soft: 'bg-status-in-doubt/14',
    bar: 'bg-status-in-doubt',
    border: 'border-status-in-doubt',
  },
};
