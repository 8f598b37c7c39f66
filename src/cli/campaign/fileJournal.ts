/**
 * The journal of a campaign as a file, one row a line. A line that was cut off by a crash is dropped. Rows are read part by
 * part, so that millions take no more memory than thousands; only where each part is stays in memory.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { inOrder } from '#engine/campaign/run/inOrder.ts';
import { type Journal, type RowLines, rowsOfText } from '#engine/campaign/run/journal.ts';
import type { Row } from '#engine/campaign/run/row.ts';

/** Bytes read at once; some two thousand rows. */
const PART_BYTES = 256 * 1024;
const LINE_END = 10;

/** Whole lines of a file, and the first trial among them. */
interface Part {
  readonly offset: number;
  readonly bytes: number;
  readonly first: number;
}

export class FileJournal implements Journal {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #parts: Part[];
  #end: number;

  private constructor(path: string, file: FileHandle, parts: Part[], end: number) {
    this.#path = path;
    this.#file = file;
    this.#parts = parts;
    this.#end = end;
  }

  /** `a+`: made where there is none, a cut-off line taken away. `r`: left as it is. Throws LabError `bad-file`. */
  static async open(path: string, mode: 'a+' | 'r'): Promise<FileJournal> {
    const file = await open(path, mode);
    try {
      const { size } = await file.stat();
      const parts: Part[] = [];
      let at = 0;
      for (;;) {
        const text = await wholeLines(file, at, size);
        if (text.length === 0) break;
        parts.push({ offset: at, bytes: text.length, first: firstIn(text.toString('utf8'), path) });
        at += text.length;
      }
      if (mode === 'a+' && at < size) await file.truncate(at);
      return new FileJournal(path, file, parts, at);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async append({ trials, text }: RowLines): Promise<void> {
    if (trials.length === 0) return;
    // Where it stands is settled before anything is awaited: two workers may be done at once.
    const part = { offset: this.#end, bytes: text.length, first: leastOf(trials) };
    this.#end += text.length;
    await this.#write(text);
    this.#parts.push(part);
  }

  rows(): AsyncGenerator<readonly Row[]> {
    return rowsOf([this]);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  get parts(): readonly Part[] {
    return this.#parts;
  }

  async read({ offset, bytes }: Part): Promise<readonly Row[]> {
    const buffer = Buffer.alloc(bytes);
    await this.#file.read(buffer, 0, bytes, offset);
    return rowsOfText(buffer.toString('utf8'), this.#path);
  }

  #writing: Promise<void> = Promise.resolve();

  /** One after the other, in the order asked for. */
  #write(text: Uint8Array): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      await this.#file.appendFile(text);
      await this.#file.datasync();
    });
    return this.#writing;
  }
}

/** Rows of all of them by trial, each once. Throws LabError `bad-file` where two say different things of a trial. */
export function rowsOf(journals: readonly FileJournal[]): AsyncGenerator<readonly Row[]> {
  const places = journals
    .flatMap((journal) => journal.parts.map((part) => ({ journal, part, first: part.first })))
    .sort((a, b) => a.first - b.first);
  return inOrder(places, ({ journal, part }) => journal.read(part));
}

const leastOf = (trials: readonly number[]): number =>
  trials.reduce((least, trial) => Math.min(least, trial), Number.POSITIVE_INFINITY);

/** The least trial in whole lines of rows, which begin with it; the rows themselves are not made. */
function firstIn(text: string, path: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1) {
    const trial = text[at] === '[' ? Number.parseInt(text.slice(at + 1, at + 18), 10) : Number.NaN;
    // What is no row says so when it is read.
    if (Number.isNaN(trial)) return leastOf(rowsOfText(text, path).map((row) => row.trial));
    least = Math.min(least, trial);
  }
  return least;
}

/** From a place on, some lines up to the last line break that was read; empty where there is none left. */
async function wholeLines(file: FileHandle, at: number, size: number): Promise<Buffer> {
  for (let bytes = PART_BYTES; ; bytes *= 2) {
    const there = Math.min(bytes, size - at);
    const buffer = Buffer.alloc(there);
    await file.read(buffer, 0, there, at);
    const end = buffer.lastIndexOf(LINE_END) + 1;
    if (end > 0 || there < bytes) return buffer.subarray(0, end);
  }
}
