/** Where a command reads from and writes to, so that tests can stand in for a terminal. */

export interface Sink {
  write(text: string): void;
  /** True if a person looks at it. */
  readonly isTTY: boolean;
}

export interface Terminal {
  readonly stdout: Sink;
  /** Messages that are not the result. */
  readonly stderr: Sink;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** The person has set NO_COLOR (https://no-color.org). */
  readonly noColour: boolean;
}

/** The text in bold red, if colours are wanted and a person looks. */
export function loud(text: string, { stdout, noColour }: Terminal): string {
  return stdout.isTTY && !noColour ? `\u001b[1;31m${text}\u001b[0m` : text;
}
