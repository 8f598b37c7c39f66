/** `bitflip help`: what there is, and a page for each command, made from the command table. */

import { type Json, jsonText } from '#engine/jsonText.ts';
import { LabError } from '#engine/labError.ts';
import type { Arguments } from '../arguments.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** `commands` gives the whole table, this command included. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    summary: 'Say what the commands do, with examples.',
    positionals: [{ name: 'COMMAND', optional: true, description: 'Show the page of this command.' }],
    options: { json: JSON_OPTION },
    examples: [
      { command: 'bitflip help', says: 'All commands.' },
      { command: 'bitflip help inject', says: 'One command, its options and examples.' },
    ],
    run: async (given, terminal) => run(given, terminal, commands()),
  };
}

function run(given: Arguments, { stdout }: Terminal, commands: readonly Command[]): void {
  const [name] = given.positionals;
  const command = name === undefined ? undefined : findCommand(name, commands);
  if (given.has('json'))
    stdout.write(`${jsonText({ commands: (command === undefined ? commands : [command]).map(asJson) })}\n`);
  else stdout.write(command === undefined ? overview(commands) : helpPage(command));
}

/** Throws LabError `bad-argument` with the names that there are. */
export function findCommand(name: string, commands: readonly Command[]): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = commands.map((candidate) => candidate.name).join(', ');
  throw new LabError(
    'bad-argument',
    `There is no command "${name}". Commands: ${names}. See "bitflip help".`,
    { got: name },
  );
}

export function overview(commands: readonly Command[]): string {
  const lines = columns(
    commands.map(({ name, summary }) => [`  ${name}`, summary]),
    ['left', 'left'],
  );
  return `bitflip: flip bits in neural networks and see what becomes of the prediction.

usage: bitflip COMMAND ...

${lines}
  bitflip help COMMAND   options and examples
  bitflip --version      version

Results go to stdout, messages to stderr. Exit status: 0 done, 2 bad input, 1 a bug.
`;
}

export function helpPage({ name, summary, positionals, options, examples }: Command): string {
  const optionLines = Object.entries(options).map(([option, rule]) => [
    `  --${option}${rule.value === null ? '' : ` ${rule.value}`}`,
    rule.description,
  ]);
  const lines = columns(
    [...positionals.map((word) => [`  ${word.name}`, word.description]), ...optionLines],
    ['left', 'left'],
  );
  const shown = examples.map(({ command, says }) => `  ${command}\n      ${says}\n`).join('');
  return `${summary}\n\nusage: ${usage({ name, positionals, options })}\n\n${lines}\nexamples:\n${shown}`;
}

function usage({ name, positionals, options }: Pick<Command, 'name' | 'positionals' | 'options'>): string {
  const words = positionals.map(
    (word) => `${word.optional === true ? `[${word.name}]` : word.name}${word.repeats === true ? '...' : ''}`,
  );
  const flags = Object.entries(options).map(([option, { value, repeats, needed }]) => {
    const word = `--${option}${value === null ? '' : ` ${value}`}`;
    return `${needed === true ? word : `[${word}]`}${repeats === true ? '...' : ''}`;
  });
  return ['bitflip', name, ...words, ...flags].join(' ');
}

function asJson({ name, summary, positionals, options, examples }: Command): Json {
  return {
    name,
    summary,
    usage: usage({ name, positionals, options }),
    positionals: positionals.map((word) => ({
      name: word.name,
      optional: word.optional === true,
      description: word.description,
    })),
    options: Object.entries(options).map(([option, { value, repeats, needed, description }]) => ({
      name: option,
      value,
      needed: needed === true,
      repeats: repeats === true,
      description,
    })),
    examples: examples.map(({ command, says }) => ({ command, says })),
  };
}
