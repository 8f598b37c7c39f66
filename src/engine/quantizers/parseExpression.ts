/**
 * QKeras's expression strings, `quantized_bits(5,1,alpha=1)`: a name, then positional arguments, then named
 * ones, all Python literals. A name alone stands for the quantizer with its defaults, as in `get_quantizer`.
 * Lists may separate their entries by commas (Python) or blanks (NumPy's way to print, which QKeras reads
 * back). Source: qkeras/safe_eval.py.
 */
import { LabError } from '../labError.ts';
import type { Literal, QuantizerCall } from './quantizerCall.ts';

const EXAMPLE = "quantized_bits(5,1,alpha='auto_po2')";

/** Throws LabError 'bad-argument' that says where the text stops being an expression. */
export function parseExpression(text: string): QuantizerCall {
  const reader = new Reader(text);
  const className = reader.take(/[A-Za-z_]\w*/y) ?? reader.fail('the name of a quantizer');
  const positional: Literal[] = [];
  const named = new Map<string, Literal>();
  if (reader.accept('(') && !reader.accept(')')) {
    do readArgument(reader, positional, named);
    while (reader.accept(','));
    if (!reader.accept(')')) reader.fail('"," or ")"');
  }
  if (!reader.atEnd()) reader.fail('the end: this is the place for one quantizer');
  return { className, positional, named };
}

function readArgument(reader: Reader, positional: Literal[], named: Map<string, Literal>): void {
  const name = reader.take(/[A-Za-z_]\w*(?=\s*=)/y);
  if (name === null) {
    if (named.size > 0) reader.fail('name=value: after a named argument all are named');
    positional.push(readLiteral(reader));
    return;
  }
  if (named.has(name)) reader.fail(`something other than ${name}, which is given twice`);
  reader.accept('=');
  named.set(name, readLiteral(reader));
}

const WORDS: Readonly<Record<string, Literal>> = { None: null, True: true, False: false };

function readLiteral(reader: Reader): Literal {
  const quoted = reader.take(/'[^']*'|"[^"]*"/y);
  if (quoted !== null) return quoted.slice(1, -1);
  const number = reader.take(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)/y);
  if (number !== null) return Number(number);
  for (const [open, close] of ['[]', '()']) {
    if (reader.accept(open as string)) return readList(reader, close as string);
  }
  const word = reader.peek(/[A-Za-z_]\w*/y);
  if (word === null || !(word in WORDS)) {
    return reader.fail("a number, None, True, False, a text such as 'auto', or a list such as [1,2]");
  }
  reader.accept(word);
  return WORDS[word] as Literal;
}

function readList(reader: Reader, close: string): readonly Literal[] {
  const items: Literal[] = [];
  while (!reader.accept(close)) {
    items.push(readLiteral(reader));
    reader.accept(',');
  }
  return items;
}

class Reader {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#offset === this.#text.length;
  }

  accept(literal: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(literal, this.#offset)) return false;
    this.#offset += literal.length;
    return true;
  }

  /** What the sticky pattern matches here, null if it does not; the place stays. */
  peek(pattern: RegExp): string | null {
    this.#skipSpace();
    pattern.lastIndex = this.#offset;
    return pattern.exec(this.#text)?.[0] ?? null;
  }

  take(pattern: RegExp): string | null {
    const found = this.peek(pattern);
    this.#offset += found?.length ?? 0;
    return found;
  }

  fail(wanted: string): never {
    this.#skipSpace();
    const rest = this.#text.slice(this.#offset, this.#offset + 24);
    const got = rest === '' ? 'the end' : `"${rest}"`;
    throw new LabError(
      'bad-argument',
      `Quantizer "${this.#text}", character ${this.#offset + 1}: got ${got}, wanted ${wanted}. Example: ${EXAMPLE}`,
      { text: this.#text, offset: this.#offset, got, wanted },
    );
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#offset] ?? '')) this.#offset++;
  }
}
