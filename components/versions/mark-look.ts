/** Colours, signs and names of what a comparison shows, as whole class names so that Tailwind finds them. */
import { Minus, Move, Pencil, Plus, type LucideIcon } from 'lucide-react';
import type { Mark } from './change-marks';

interface MarkLook {
  icon: LucideIcon;
  /** Around a node or note. */
  frame: string;
  badge: string;
  /** Of an edge. */
  stroke: string;
  text: string;
}

export const MARK_LOOK: Readonly<Record<Mark, MarkLook>> = {
  added: {
    icon: Plus,
    frame: 'outline-2 outline-offset-2 outline-success',
    badge: 'bg-success-soft text-success border-success/40',
    stroke: '!stroke-success !stroke-[2.5px]',
    text: 'text-success',
  },
  removed: {
    icon: Minus,
    frame: 'outline-2 outline-offset-2 outline-danger outline-dashed opacity-75',
    badge: 'bg-danger-soft text-danger border-danger/40',
    stroke: '!stroke-danger !stroke-[2px] [stroke-dasharray:5_4]',
    text: 'text-danger',
  },
  changed: {
    icon: Pencil,
    frame: 'outline-2 outline-offset-2 outline-warning',
    badge: 'bg-warning-soft text-warning border-warning/40',
    stroke: '!stroke-warning !stroke-[2.5px]',
    text: 'text-warning',
  },
  moved: {
    icon: Move,
    frame: 'outline-2 outline-offset-2 outline-info/60',
    badge: 'bg-info-soft text-info border-info/40',
    stroke: '!stroke-info',
    text: 'text-info',
  },
};
