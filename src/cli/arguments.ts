/**
 * The words after a command's name, checked against its options. On top of node:util parseArgs: a value may be a
 * negative number (`--value -0.5`), and every failure is a LabError `bad-argument` of one line that names the help page.
 */
import { parseArgs } from 'node:util';
import { LabError } from '#engine/labError.ts';
import type { Command } from './command.ts';

export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #switches: ReadonlySet<string>;

  constructor(
    positionals: readonly string[],
    values: ReadonlyMap<string, readonly string[]>,
    switches: ReadonlySet<string>,
  ) {
    this.positionals = positionals;
    this.#values = values;
    this.#switches = switches;
  }

  has(option: string): boolean {
    return this.#switches.has(option);
  }

  /** All values of an option, in order; none if it was not given. */
  all(option: string): readonly string[] {
    return this.#values.get(option) ?? [];
  }

  /** The value of an option that does not repeat. */
  one(option: string): string | undefined {
    return this.all(option)[0];
  }

  /** A whole number from `least`. */
  count(option: string, least: number, otherwise: number): number {
    const text = this.one(option);
    if (text === undefined) return otherwise;
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw new LabError('bad-argument', `--${option}: got "${text}", wanted a whole number from ${least}.`, {
      option,
      got: text,
    });
  }

  oneOf<Name extends string>(option: string, names: readonly [Name, ...Name[]]): Name {
    const text = this.one(option);
    if (text === undefined) return names[0];
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    throw new LabError('bad-argument', `--${option}: got "${text}", wanted ${names.join(' or ')}.`, {
      option,
      got: text,
    });
  }
}

/** Throws LabError `bad-argument`. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const seeHelp = `See "bitflip help ${command.name}".`;
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, rule]) => [
      name,
      rule.value === null ? ({ type: 'boolean' } as const) : ({ type: 'string', multiple: true } as const),
    ]),
  );
  const { values, positionals } = parsed(joinNegative(command, words), options, seeHelp);
  const wanted = command.positionals.map(({ name }) => name).join(' ') || 'options only';
  const least = command.positionals.filter(({ optional }) => optional !== true).length;
  const most =
    command.positionals.at(-1)?.repeats === true ? Number.POSITIVE_INFINITY : command.positionals.length;
  if (positionals.length < least || positionals.length > most) {
    const got = positionals.length === 0 ? 'nothing' : `"${positionals.join(' ')}"`;
    throw new LabError('bad-argument', `${command.name} takes ${wanted}, got ${got}. ${seeHelp}`, {
      got,
      wanted,
    });
  }
  const texts = new Map<string, readonly string[]>();
  const switches = new Set<string>();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) texts.set(name, value.map(String));
    else if (value === true) switches.add(name);
  }
  checkCounts(command, texts, seeHelp);
  return new Arguments(positionals, texts, switches);
}

function checkCounts(command: Command, texts: ReadonlyMap<string, readonly string[]>, seeHelp: string): void {
  for (const [name, { value, needed, repeats, description }] of Object.entries(command.options)) {
    const count = texts.get(name)?.length ?? 0;
    const option = `--${name} ${value}`;
    if (count === 0 && needed === true) {
      throw new LabError('bad-argument', `${command.name} needs ${option}: ${description} ${seeHelp}`);
    }
    if (count > 1 && repeats !== true) {
      throw new LabError('bad-argument', `${option} is given ${count} times, wanted once. ${seeHelp}`);
    }
  }
}

type OptionsConfig = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parsed(
  args: string[],
  options: OptionsConfig,
  seeHelp: string,
): Pick<ReturnType<typeof parseArgs>, 'values' | 'positionals'> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error;
    throw new LabError('bad-argument', `${plainWords(error.message)}. ${seeHelp}`);
  }
}

/** The first sentence of Node's message: the rest tells about `--`, which is no help here. */
function plainWords(message: string): string {
  const without = /^Option '(--[\w-]+)[^']*' argument (?:is ambiguous|missing)/.exec(message);
  if (without !== null) return `${without[1]} needs a value`;
  const [first] = message.split(/\.\s|\n/) as [string];
  return first.replace(/\.$/, '');
}

/** `--value -0.5` as `--value=-0.5`: parseArgs takes a word with a dash for an option. */
function joinNegative(command: Command, words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const option = joined.at(-1);
    const waits =
      option?.startsWith('--') === true && (command.options[option.slice(2)]?.value ?? null) !== null;
    if (waits && /^-(\d|\.\d|inf|nan)/i.test(word)) joined[joined.length - 1] = `${option}=${word}`;
    else joined.push(word);
  }
  return joined;
}
