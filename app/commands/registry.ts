/** Every command of the page. Each part of the page keeps its own beside what they act on. */
import { WORD_COMMANDS } from '#app/bits/wordCommands.ts';
import { CAMPAIGN_COMMANDS } from '#app/campaign/campaignCommands.ts';
import { FAULT_COMMANDS } from '#app/faults/faultCommands.ts';
import { NETWORK_COMMANDS } from '#app/graph/networkCommands.ts';
import { LAYER_COMMANDS } from '#app/layer/layerCommands.ts';
import { LIBRARY_COMMANDS } from '#app/library/libraryCommands.ts';
import { NUMBER_COMMANDS } from '#app/numbers/numberCommands.ts';
import { INPUT_COMMANDS } from '#app/outcome/inputCommands.ts';
import { RANGE_COMMANDS } from '#app/range/rangeCommands.ts';
import { isHiddenCommand } from '#app/share/hideable.ts';
import { SHARE_COMMANDS } from '#app/share/shareCommands.ts';
import { PAGE_COMMANDS } from '#app/shell/pageCommands.ts';
import { useDisplay } from '#app/state/display.ts';
import type { Command } from './command.ts';

export const COMMANDS: readonly Command[] = [
  ...FAULT_COMMANDS,
  ...CAMPAIGN_COMMANDS,
  ...INPUT_COMMANDS,
  ...LIBRARY_COMMANDS,
  ...NETWORK_COMMANDS,
  ...LAYER_COMMANDS,
  ...RANGE_COMMANDS,
  ...WORD_COMMANDS,
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

/** Can it be run now? Not where the link hides it, nor before what it needs is there. */
export function canRun(command: Command): boolean {
  return !isHiddenCommand(command.id, useDisplay.getState().hidden) && (command.enabled?.() ?? true);
}

/** Runs a command if it can be run now. What lasts as long as its key is held lasts until the next key or press. */
export function runCommand(id: string): void {
  const command = commandById(id);
  if (!canRun(command)) return;
  command.run();
  if (command.release) releaseAtNextPress(command.release);
}

function releaseAtNextPress(release: () => void): void {
  const once = new AbortController();
  const letGo = () => {
    once.abort();
    release();
  };
  // The press that chose the command is not yet over.
  setTimeout(() => {
    window.addEventListener('keydown', letGo, { signal: once.signal });
    window.addEventListener('pointerdown', letGo, { signal: once.signal });
  });
}
