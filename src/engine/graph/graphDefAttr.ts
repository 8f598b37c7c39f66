/**
 * Attributes of GraphDef nodes (tensorflow/core/framework/attr_value.proto in its JSON form): 64-bit integers may be
 * strings, bytes are base64 or character codes, types are names or numbers (types.proto).
 */
import type { Attrs } from './graphDef.ts';

interface AttrValue {
  readonly i?: string | number;
  readonly f?: number | string;
  readonly b?: boolean;
  readonly s?: Bytes;
  readonly type?: string | number;
  readonly shape?: AttrShape | null;
  readonly list?: {
    readonly i?: readonly (string | number)[] | null;
    readonly s?: readonly Bytes[] | null;
  } | null;
}
type Bytes = string | readonly number[];
interface AttrShape {
  readonly dim?: readonly ({ readonly size?: string | number } | null)[] | null;
  readonly unknownRank?: boolean;
}

const attrValue = (attr: Attrs, name: string): AttrValue => (attr[name] ?? {}) as AttrValue;

export function attrInts(attr: Attrs, name: string): readonly number[] {
  return (attrValue(attr, name).list?.i ?? []).map(Number);
}

export function attrBool(attr: Attrs, name: string): boolean {
  return attrValue(attr, name).b ?? false;
}

/** Texts of a list of bytes, in lower case: TensorFlow.js compares them so. */
export function attrTexts(attr: Attrs, name: string): readonly string[] {
  return (attrValue(attr, name).list?.s ?? []).map((bytes) => textOf(bytes).toLowerCase());
}

export function attrText(attr: Attrs, name: string): string | null {
  const { s } = attrValue(attr, name);
  return s === undefined ? null : textOf(s).toLowerCase();
}

/** `null` axes are open; null where the rank itself is open or there is no such attribute. */
export function attrShape(attr: Attrs, name: string): readonly (number | null)[] | null {
  const { shape } = attrValue(attr, name);
  if (!shape || shape.unknownRank === true) return null;
  return (shape.dim ?? []).map((dim) => {
    const size = Number(dim?.size ?? -1);
    return size < 0 ? null : size;
  });
}

export type AttrType = 'float32' | 'int32' | 'bool' | 'string' | 'complex64' | 'other';

/** As TensorFlow.js stores them: float16 and float64 become float32, small integers int32. */
const TYPES: Readonly<Record<string, AttrType>> = {
  DT_FLOAT: 'float32',
  1: 'float32',
  DT_HALF: 'float32',
  19: 'float32',
  DT_DOUBLE: 'float32',
  2: 'float32',
  DT_INT32: 'int32',
  3: 'int32',
  DT_UINT8: 'int32',
  4: 'int32',
  DT_INT8: 'int32',
  6: 'int32',
  DT_INT64: 'int32',
  9: 'int32',
  DT_BOOL: 'bool',
  10: 'bool',
  DT_STRING: 'string',
  7: 'string',
  DT_COMPLEX64: 'complex64',
  8: 'complex64',
};

export function attrType(attr: Attrs, name: string): AttrType | null {
  const { type } = attrValue(attr, name);
  return type === undefined ? null : (TYPES[type] ?? 'other');
}

/** The attribute with its list of bytes cut to `count` entries. */
export function withFirstTexts(attr: Attrs, name: string, count: number): Attrs {
  const { list } = attrValue(attr, name);
  return { ...attr, [name]: { list: { s: (list?.s ?? []).slice(0, count) } } };
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Latin-1 text of base64 or of character codes; op names and paddings are ASCII. */
function textOf(bytes: Bytes): string {
  if (typeof bytes !== 'string') return String.fromCharCode(...bytes);
  let text = '';
  let bits = 0;
  let held = 0;
  for (const c of bytes.replace(/=+$/, '')) {
    bits = ((bits << 6) | BASE64.indexOf(c)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    text += String.fromCharCode((bits >>> held) & 0xff);
  }
  return text;
}
