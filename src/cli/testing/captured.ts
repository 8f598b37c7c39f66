/** A terminal that remembers what is written, and one call of the command line on it. */
import { type ExitStatus, runCommandLine } from '../runCommandLine.ts';
import type { Terminal } from '../terminal.ts';

export interface Captured {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly folder?: string;
  readonly isTTY?: boolean;
  readonly noColour?: boolean;
}

export async function call(words: readonly string[], options: CallOptions = {}): Promise<Captured> {
  const { folder = '/', isTTY = false, noColour = false } = options;
  const stdout: string[] = [];
  const stderr: string[] = [];
  const terminal: Terminal = {
    stdout: { write: (text) => void stdout.push(text), isTTY },
    stderr: { write: (text) => void stderr.push(text), isTTY },
    folder,
    noColour,
  };
  const status = await runCommandLine(words, terminal);
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** The document of a call with `--json`, which must succeed in silence. */
export async function callJson<T>(words: readonly string[], options: CallOptions = {}): Promise<T> {
  const { status, stdout, stderr } = await call([...words, '--json'], options);
  if (status !== 0 || stderr !== '') throw new Error(`status ${status}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
