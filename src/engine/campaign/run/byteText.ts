/** UTF-8 text put together byte by byte, for the millions of cells of a campaign: nothing is made for a number or a plain text. */
import { strToU8 } from 'fflate';

const FIRST_BYTES = 2 ** 16;
const [ZERO, QUOTE, BACKSLASH] = [0x30, 0x22, 0x5c];

export class ByteText {
  #bytes = new Uint8Array(FIRST_BYTES);
  #size = 0;

  /** One ASCII character. */
  code(code: number): void {
    if (this.#size === this.#bytes.length) this.#makeRoom(1);
    this.#bytes[this.#size++] = code;
  }

  /** As `String(value)`. */
  number(value: number): void {
    if (value >= 0 && value < 10 && Number.isInteger(value)) this.code(ZERO + value);
    else this.text(String(value));
  }

  text(text: string): void {
    const { length } = text;
    this.#makeRoom(length);
    const bytes = this.#bytes;
    const from = this.#size;
    for (let k = 0; k < length; k++) {
      const code = text.charCodeAt(k);
      if (code > 0x7f) {
        this.#put(strToU8(text));
        return;
      }
      bytes[from + k] = code;
    }
    this.#size += length;
  }

  /** As JSON has it. */
  jsonText(text: string): void {
    const { length } = text;
    this.#makeRoom(length + 2);
    const bytes = this.#bytes;
    const from = this.#size + 1;
    for (let k = 0; k < length; k++) {
      const code = text.charCodeAt(k);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) {
        this.#put(strToU8(JSON.stringify(text)));
        return;
      }
      bytes[from + k] = code;
    }
    bytes[from - 1] = QUOTE;
    bytes[from + length] = QUOTE;
    this.#size += length + 2;
  }

  /** Everything so far. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#size);
  }

  #put(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  #makeRoom(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(2 * this.#bytes.length, this.#size + more));
    wider.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = wider;
  }
}
