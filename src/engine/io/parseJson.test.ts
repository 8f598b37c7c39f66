import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parseJson.ts';

describe('JSON of a file', () => {
  it('is read, whatever stands in its texts', () => {
    const value = { a: ['[[[[', '\\"{{{', { b: null }], c: `${'['.repeat(999)}"` };
    expect(parseJson(strToU8(JSON.stringify(value)), 'm.json')).toEqual(value);
  });

  it.each([
    ['{"a":', /m\.json is not JSON.*damaged or cut\. Look here\./],
    ['{"a": 1 "b"}', /wrong at character 8/],
    ['', /m\.json is not JSON/],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, /more than 256 deep at character 256/],
    [`{"a":${'{"a":'.repeat(300)}1${'}'.repeat(300)}}`, /more than 256 deep/],
    ['['.repeat(257), /more than 256 deep/],
  ])('%.12s is refused', (text, message) => {
    expect(() => parseJson(text, 'm.json', 'Look here.')).toThrow(message);
  });

  it('is refused by its size before it is read', () => {
    expect(() => parseJson(new Uint8Array(65 * 2 ** 20), 'm.json')).toThrow(
      /65 MB of JSON; the limit is 64 MB/,
    );
  });
});
