/** Every command of the page. Each part of the page keeps its own beside what they act on. */
import { FAULT_COMMANDS } from '#app/faults/faultCommands.ts';
import { NETWORK_COMMANDS } from '#app/graph/networkCommands.ts';
import { LAYER_COMMANDS } from '#app/layer/layerCommands.ts';
import { LIBRARY_COMMANDS } from '#app/library/libraryCommands.ts';
import { NUMBER_COMMANDS } from '#app/numbers/numberCommands.ts';
import { INPUT_COMMANDS } from '#app/outcome/inputCommands.ts';
import { SHARE_COMMANDS } from '#app/share/shareCommands.ts';
import { PAGE_COMMANDS } from '#app/shell/pageCommands.ts';
import type { Command } from './command.ts';

export const COMMANDS: readonly Command[] = [
  ...FAULT_COMMANDS,
  ...INPUT_COMMANDS,
  ...LIBRARY_COMMANDS,
  ...NETWORK_COMMANDS,
  ...LAYER_COMMANDS,
  ...SHARE_COMMANDS,
  ...NUMBER_COMMANDS,
  ...PAGE_COMMANDS,
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`No command ${id}`);
  return command;
}

/** Runs a command if it can be run now. */
export function runCommand(id: string): void {
  const command = commandById(id);
  if (command.enabled?.() ?? true) command.run();
}
