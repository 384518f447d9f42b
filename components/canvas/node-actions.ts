/**
 * What can be done with nodes, for the toolbar over a node and the menu of the canvas. To add one, put it into the list:
 * `run` gets everything a command gets, hooks included (`context.test`, `context.runs`).
 */
import { Play, StepForward, type LucideIcon } from 'lucide-react';
import type { CommandContext } from '@/components/editor/command-context';
import { findCommand, type CommandId } from '@/components/editor/commands';

export interface NodeAction {
  id: string;
  /** Message key under `editor`. */
  title: `commands.${CommandId}` | 'nodeActions.run-from';
  icon: LucideIcon;
  /** The toolbar has room for few. */
  places: readonly ('toolbar' | 'menu')[];
  /** Actions of one group stand together. */
  group: 'run' | 'build' | 'edit' | 'danger';
  shortcut?: string;
  isShown(context: CommandContext, nodeIds: readonly string[]): boolean;
  /** Called with the nodes selected. */
  run(context: CommandContext, nodeIds: readonly string[]): void;
}

function fromCommand(
  id: CommandId,
  group: NodeAction['group'],
  places: NodeAction['places'] = ['toolbar', 'menu'],
): NodeAction[] {
  const command = findCommand(id);
  if (!command) return [];
  const [shortcut] = command.shortcuts;
  return [
    {
      id,
      title: `commands.${id}`,
      icon: command.icon,
      places,
      group,
      ...(shortcut === undefined ? {} : { shortcut }),
      isShown: (context) => command.isEnabled(context),
      run: (context) => command.run(context),
    },
  ];
}

/** One node, seen by somebody who may start runs. */
function canRunPart({ editor }: CommandContext, nodeIds: readonly string[]): boolean {
  return nodeIds.length === 1 && editor.permissions.includes('run:start');
}

/** Every action, in the order shown. */
export const NODE_ACTIONS: readonly NodeAction[] = [
  {
    id: 'run-node',
    title: 'commands.run-node',
    icon: Play,
    places: ['toolbar', 'menu'],
    group: 'run',
    shortcut: 'mod+shift+enter',
    isShown: canRunPart,
    run: ({ runs }, [nodeId]) => {
      if (nodeId !== undefined) void runs.runOnly(nodeId);
    },
  },
  {
    id: 'run-from',
    title: 'nodeActions.run-from',
    icon: StepForward,
    places: ['menu'],
    group: 'run',
    isShown: canRunPart,
    run: ({ runs }, [nodeId]) => {
      if (nodeId !== undefined) void runs.runFrom(nodeId);
    },
  },
  ...fromCommand('add-node', 'build', ['menu']),
  ...fromCommand('connect', 'build', ['menu']),
  ...fromCommand('rename', 'edit', ['menu']),
  ...fromCommand('duplicate', 'edit'),
  ...fromCommand('toggle-disabled', 'edit'),
  ...fromCommand('tidy-up', 'edit', ['menu']),
  ...fromCommand('delete', 'danger'),
];
