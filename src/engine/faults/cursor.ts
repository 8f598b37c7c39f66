/**
 * A place in a fault string that moves on as things are read. White space before a token is skipped. Every
 * failure is a LabError 'bad-fault' that says where, what was found, what was wanted, and gives an example.
 */
import { LabError } from '../labError.ts';

const EXAMPLE = 'conv2d_1/kernel[3,0,2,1]:flip(30)';

export class Cursor {
  readonly text: string;
  #offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  get offset(): number {
    return this.#offset;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#offset === this.text.length;
  }

  /** Reads the literal if it stands here. */
  accept(literal: string): boolean {
    this.#skipSpace();
    if (!this.text.startsWith(literal, this.#offset)) return false;
    this.#offset += literal.length;
    return true;
  }

  expect(literal: string, wanted: string): void {
    if (!this.accept(literal)) this.fail(wanted);
  }

  /** Reads what the sticky pattern matches here; null if it does not. */
  match(pattern: RegExp): string | null {
    this.#skipSpace();
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.#offset += found.length;
    return found;
  }

  /** Reads everything up to `offset`. */
  takeUntil(offset: number): string {
    const taken = this.text.slice(this.#offset, offset);
    this.#offset = offset;
    return taken;
  }

  /** Reads a count or index: decimal digits. */
  naturalNumber(wanted: string): number {
    const start = this.#offset;
    const digits = this.match(/\d+/y);
    if (digits === null) return this.fail(wanted);
    const value = Number(digits);
    if (!Number.isSafeInteger(value)) this.failAt(start, `${wanted} below 2^53`);
    return value;
  }

  fail(wanted: string): never {
    this.#skipSpace();
    return this.failAt(this.#offset, wanted);
  }

  failAt(offset: number, wanted: string): never {
    const rest = this.text.slice(offset).trim();
    const got = rest === '' ? 'the end' : rest.length > 24 ? `"${rest.slice(0, 24)}..."` : `"${rest}"`;
    throw new LabError(
      'bad-fault',
      `Fault string, character ${offset + 1}: got ${got}, wanted ${wanted}. Example: ${EXAMPLE}`,
      { text: this.text, offset, got, wanted },
    );
  }

  #skipSpace(): void {
    while (/\s/.test(this.text[this.#offset] ?? '')) this.#offset++;
  }
}
