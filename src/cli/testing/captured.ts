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
  let stdout = '';
  let stderr = '';
  const terminal: Terminal = {
    stdout: { write: (text) => void (stdout += text), isTTY },
    stderr: { write: (text) => void (stderr += text), isTTY },
    folder,
    noColour,
  };
  return { status: await runCommandLine(words, terminal), stdout, stderr };
}

/** The document of a call with `--json`, which must succeed in silence. */
export async function callJson<T>(words: readonly string[], options: CallOptions = {}): Promise<T> {
  const { status, stdout, stderr } = await call([...words, '--json'], options);
  if (status !== 0 || stderr !== '') throw new Error(`status ${status}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
