import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callName, decodeNamePart, encodeNamePart } from './nodeName.ts';

test('encoding is undone by decoding and leaves nothing that means something in a fault string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const encoded = encodeNamePart(name);
      expect(encoded).not.toMatch(/[:@[\];~/\s]/);
      expect(decodeNamePart(encoded)).toBe(name);
    }),
  );
});

test('repeated calls carry their number', () => {
  expect(callName('a b', 0)).toBe('a%20b');
  expect(callName('a~b', 2)).toBe('a%7Eb~2');
});
