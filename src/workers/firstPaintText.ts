/**
 * A first paint as JSON: typed arrays as their bytes in base64, each content once; everything else as it is. What is
 * read is what was printed, bit by bit.
 */
import type { FirstPaint } from './firstPaint.ts';

const ARRAYS = { Uint8Array, Float32Array } as const;
type ArrayName = keyof typeof ARRAYS;

interface Packed {
  readonly $array: ArrayName;
  /** Place in the table of contents. */
  readonly at: number;
}

export function printFirstPaint(paint: FirstPaint): string {
  const contents: string[] = [];
  const value: unknown = JSON.parse(
    JSON.stringify(paint, (_, each: unknown) => {
      const name = (Object.keys(ARRAYS) as ArrayName[]).find((key) => each instanceof ARRAYS[key]);
      if (name === undefined) return each;
      const text = toBase64(each as Uint8Array | Float32Array);
      const known = contents.indexOf(text);
      return { $array: name, at: known < 0 ? contents.push(text) - 1 : known } satisfies Packed;
    }),
  );
  return JSON.stringify({ contents, value });
}

/** What `printFirstPaint` gave: it is made with the page, so it is trusted. */
export function readFirstPaint(text: string): FirstPaint {
  const { contents, value } = JSON.parse(text) as { contents: readonly string[]; value: unknown };
  return unpack(value, contents) as FirstPaint;
}

function unpack(value: unknown, contents: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => unpack(each, contents));
  if ('$array' in value) {
    const { $array, at } = value as Packed;
    return new ARRAYS[$array](fromBase64(contents[at] as string));
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unpack(each, contents)]));
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
}
