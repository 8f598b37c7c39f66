/** What a command of `bitflip` is: its words for the help page, its options, and what it does. */
import type { Arguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

export interface OptionRule {
  /** How the value is called in the help; null for a switch. */
  readonly value: string | null;
  readonly repeats?: boolean;
  /** The command cannot do without. */
  readonly needed?: boolean;
  readonly description: string;
}

export interface Example {
  readonly command: string;
  readonly says: string;
}

export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Positional arguments in order; an optional one stands last. */
  readonly positionals: readonly {
    readonly name: string;
    readonly optional?: boolean;
    /** One or more; stands last. */
    readonly repeats?: boolean;
    readonly description: string;
  }[];
  readonly options: Readonly<Record<string, OptionRule>>;
  readonly examples: readonly Example[];
  /** Writes its result to `stdout`. Throws LabError for what the person can put right. */
  run(given: Arguments, terminal: Terminal): Promise<void>;
}

/** Of every command. */
export const JSON_OPTION: OptionRule = {
  value: null,
  description: 'Print one JSON document on stdout and nothing else there.',
};
