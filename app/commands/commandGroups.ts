/** The commands of the registry by group, in the order in which menu and help show them. */
import type { Command, CommandGroup } from './command.ts';
import { COMMANDS } from './registry.ts';

const ORDER: readonly CommandGroup[] = ['Faults', 'Picture', 'Network', 'View', 'Word', 'Share', 'Page'];

export interface CommandSection {
  readonly group: CommandGroup;
  readonly commands: readonly Command[];
}

export const COMMAND_SECTIONS: readonly CommandSection[] = ORDER.map((group) => ({
  group,
  commands: COMMANDS.filter((command) => command.group === group),
}));
