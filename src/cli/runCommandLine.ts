/**
 * One call of `bitflip`: finds the command, runs it, turns failures into an exit status. 0: done. 2: the person can put
 * it right, one line on stderr says what. 1: a bug, with its stack. Nothing is on stdout unless the command is done.
 */
import { LabError } from '#engine/labError.ts';
import { type Arguments, readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { findCommand, helpPage, overview } from './commands/help.ts';
import { COMMANDS } from './commandTable.ts';
import { BITFLIP_VERSION } from './place.ts';
import type { Terminal } from './terminal.ts';

export type ExitStatus = 0 | 1 | 2;

/** `words` are the arguments after `bitflip`. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    const [first, ...rest] = words;
    if (first === undefined) throw new LabError('bad-argument', 'No command is given. See "bitflip help".');
    if (first === '--version' || first === '-v') terminal.stdout.write(`${BITFLIP_VERSION}\n`);
    else if (isHelp(first)) terminal.stdout.write(overview(COMMANDS));
    else await runCommand(findCommand(first, COMMANDS), rest, terminal);
    return 0;
  } catch (error) {
    if (error instanceof LabError) {
      terminal.stderr.write(`bitflip: ${error.message.replace(/\s*\n\s*/g, ' ')}\n`);
      return 2;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.stderr.write(`bitflip: this is a bug in bitflip, please report it.\n${stack}\n`);
    return 1;
  }
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<void> {
  if (words.some(isHelp)) {
    terminal.stdout.write(helpPage(command));
    return;
  }
  const given: Arguments = readArguments(command, words);
  await command.run(given, terminal);
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h';
