/**
 * Fault strings to faults: the grammar of DESIGN 3.1. White space between tokens is allowed and forgotten.
 * Whether node, tensor, coordinates, bits and format exist is not asked here: that needs the model.
 */
import { Cursor } from './cursor.ts';
import type { AxisIndex, Effect, Fault, Site, SiteIndex } from './fault.ts';

/** Faults separated by `;`, in order; none for blank text. Throws LabError 'bad-fault'. */
export function parseFaults(text: string): readonly Fault[] {
  const cursor = new Cursor(text);
  if (cursor.atEnd()) return [];
  const faults = [readFault(cursor)];
  while (!cursor.atEnd()) {
    cursor.expect(';', '"@" and a format, ";" and another fault, or the end');
    faults.push(readFault(cursor));
  }
  return faults;
}

/** Exactly one fault. Throws LabError 'bad-fault'. */
export function parseFault(text: string): Fault {
  const cursor = new Cursor(text);
  const fault = readFault(cursor);
  if (!cursor.atEnd()) cursor.fail('"@" and a format, or the end: this is the place for one fault');
  return fault;
}

function readFault(cursor: Cursor): Fault {
  const site = readSite(cursor);
  cursor.expect(':', site.image !== null ? '":" and an effect' : '":" and an effect, "@t=" or "@image="');
  const effect = readEffect(cursor);
  return { site, effect, format: cursor.accept('@') ? readFormat(cursor) : null };
}

/** Node and tensor part at the last `/` before the first `[`. */
function readSite(cursor: Cursor): Site {
  if (cursor.atEnd()) cursor.fail('a site: node/tensor[index]');
  const { text, offset: start } = cursor;
  const bracket = text.indexOf('[', start);
  const semicolon = text.indexOf(';', start);
  if (bracket < 0 || (semicolon >= 0 && semicolon < bracket)) cursor.fail('a site: node/tensor[index]');
  const slash = text.lastIndexOf('/', bracket);
  if (slash < start) cursor.fail('a node and a tensor with "/" between them, before the first "["');
  const node = readName(
    cursor,
    slash,
    NODE,
    'a node name, where % : @ [ ] ; ~ and blanks are written %3A and so on',
  );
  cursor.expect('/', '"/"');
  const tensor = readName(cursor, bracket, TENSOR, 'a tensor: kernel, bias, output, output.1, pre, ...');
  cursor.expect('[', '"["');
  const index = readIndex(cursor);
  const step = cursor.accept('@t=') ? cursor.naturalNumber('a time step') : null;
  const image = cursor.accept('@image=') ? cursor.naturalNumber('the number of an image') : null;
  if (image !== null && cursor.accept('@t=')) cursor.fail('"@t=" before "@image=", not after it');
  return { node, tensor, index, step, image };
}

/** Parts between `/`; each may end in `~k` for the k-th call of a layer, k >= 1. */
const NODE = /^(?:(?:%[0-9A-Fa-f]{2}|[^%:@[\];~/\s])+(?:~[1-9]\d*)?(?:\/(?!$)|$))+$/u;
const TENSOR = /^(?:%[0-9A-Fa-f]{2}|[^%:@[\];~/\s])+$/u;

function readName(cursor: Cursor, end: number, pattern: RegExp, wanted: string): string {
  const start = cursor.offset;
  const name = cursor.takeUntil(end).trim();
  if (!pattern.test(name)) cursor.failAt(start, wanted);
  return name;
}

function readIndex(cursor: Cursor): SiteIndex {
  if (cursor.accept('#')) {
    const at = cursor.naturalNumber('a flat index');
    cursor.expect(']', '"]" after a flat index');
    return { kind: 'flat', at };
  }
  return { kind: 'coordinates', axes: readList(cursor, ']', readAxis) };
}

function readAxis(cursor: Cursor): AxisIndex {
  if (cursor.accept('*')) return { kind: 'all' };
  const from = cursor.naturalNumber('a coordinate: a number from 0, "*" for all, or "a:b" for a to b-1');
  if (!cursor.accept(':')) return { kind: 'at', at: from };
  const start = cursor.offset;
  const to = cursor.naturalNumber('the end of the range');
  if (to <= from)
    cursor.failAt(start, `a range that holds something: its end is left out and must be above ${from}`);
  return { kind: 'range', from, to };
}

function readEffect(cursor: Cursor): Effect {
  const wanted = 'flip(bit,...), stuck0(bit,...), stuck1(bit,...), set(value) or zero';
  const start = cursor.offset;
  const name = cursor.match(/[A-Za-z0-9_]+/y) ?? cursor.fail(wanted);
  switch (name) {
    case 'flip':
    case 'stuck0':
    case 'stuck1':
      cursor.expect('(', `"(" and the bits of ${name}`);
      return { kind: name, bits: readList(cursor, ')', readBit) };
    case 'set': {
      cursor.expect('(', '"(" and what to set');
      const effect = readOperand(cursor);
      cursor.expect(')', '")" after what to set');
      return effect;
    }
    case 'zero':
      return { kind: 'zero' };
    default:
      return cursor.failAt(start, wanted);
  }
}

function readBit(cursor: Cursor): number {
  return cursor.naturalNumber('a bit, counted from 0, the least significant');
}

function readOperand(cursor: Cursor): Effect {
  const wanted = 'a number, nan, inf, -inf, or a word such as 0x7fc00000';
  const start = cursor.offset;
  const hexadecimal = cursor.match(/0[xX][0-9A-Fa-f]+/y);
  if (hexadecimal !== null) {
    const word = Number(hexadecimal);
    if (word > 0xffffffff) cursor.failAt(start, 'a word of at most 32 bits');
    return { kind: 'setWord', word };
  }
  if (cursor.accept('nan')) return { kind: 'set', value: Number.NaN };
  if (cursor.accept('inf')) return { kind: 'set', value: Number.POSITIVE_INFINITY };
  if (cursor.accept('-inf')) return { kind: 'set', value: Number.NEGATIVE_INFINITY };
  const value = Number(cursor.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y) ?? cursor.fail(wanted));
  if (!Number.isFinite(value)) cursor.failAt(start, 'a number below 1.8e308, or inf');
  return { kind: 'set', value };
}

/** A format's name, with its arguments as they are; formats read their own arguments. */
function readFormat(cursor: Cursor): string {
  const name =
    cursor.match(/[A-Za-z_]\w*/y) ?? cursor.fail('a number format: float32, float16, bfloat16, ...');
  const parameters = cursor.match(/\([^()@;]*\)/y) ?? '';
  return name + parameters.replace(/\s+/g, '');
}

function readList<Item>(cursor: Cursor, close: string, read: (cursor: Cursor) => Item): readonly Item[] {
  const items: Item[] = [];
  if (cursor.accept(close)) return items;
  do {
    items.push(read(cursor));
  } while (cursor.accept(','));
  cursor.expect(close, `"," or "${close}"`);
  return items;
}
