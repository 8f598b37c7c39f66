import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Schema, violations } from '../../src/cli/testing/jsonSchema.ts';
import {
  inputFromFile,
  inputToFile,
  parseSceneFile,
  printSceneFile,
  SCENE_FILE,
  type SceneFile,
} from './sceneFile.ts';

const schema = JSON.parse(readFileSync('docs/schema/scene.schema.json', 'utf8')) as Schema;

const words = fc.array(fc.nat({ max: 0xffffffff }), { minLength: 1, maxLength: 40 });
const files: fc.Arbitrary<SceneFile> = fc.record({
  format: fc.constant(SCENE_FILE),
  version: fc.constant(1 as const),
  model: fc.record({ id: fc.string(), hash: fc.string(), name: fc.string() }),
  input: fc.oneof(
    fc.record({ kind: fc.constant('gallery' as const), index: fc.nat() }),
    words.map((all) =>
      inputToFile({ kind: 'pixels', values: new Float32Array(Uint32Array.from(all).buffer) }),
    ),
  ),
  storage: fc.array(fc.string()),
  faults: fc.array(fc.record({ fault: fc.stringMatching(/^[^;]+$/), on: fc.boolean() })),
  link: fc.string(),
});

describe('a scene file', () => {
  it('is read as it was written, and is what the schema says', () => {
    fc.assert(
      fc.property(files, (file) => {
        const text = printSceneFile(file);
        expect(parseSceneFile(text)).toEqual(file);
        expect(violations(JSON.parse(text), schema)).toEqual([]);
      }),
    );
  });

  it('keeps every word of an own picture, NaN payloads too', () => {
    fc.assert(
      fc.property(words, (all) => {
        const values = new Float32Array(Uint32Array.from(all).buffer);
        const input = inputFromFile(inputToFile({ kind: 'pixels', values }));
        expect(input.kind === 'pixels' && [...new Uint32Array(input.values.buffer)]).toEqual(all);
      }),
    );
  });

  const good = {
    format: SCENE_FILE,
    version: 1,
    model: { id: 'lenet5', hash: '0', name: 'LeNet-5' },
    input: { kind: 'gallery', index: 7 },
    faults: [],
  };

  it.each([
    ['no JSON', 'nope', 'not JSON'],
    ['another JSON', '[]', 'no scene file'],
    ['another version', JSON.stringify({ ...good, version: 2 }), 'version'],
    ['a missing model', JSON.stringify({ ...good, model: undefined }), 'model'],
    [
      'two faults in one entry',
      JSON.stringify({ ...good, faults: [{ fault: 'a;b', on: true }] }),
      'faults.0.fault',
    ],
    ['a negative picture', JSON.stringify({ ...good, input: { kind: 'gallery', index: -1 } }), 'input.index'],
  ])('%s is refused, and the place is named', (_, text, named) => {
    expect(() => parseSceneFile(text)).toThrow(expect.objectContaining({ code: 'bad-file' }));
    expect(() => parseSceneFile(text)).toThrow(named);
  });

  it.each([
    ['no base64', '***', 1],
    ['too few bytes', 'AAAA', 1],
  ])('numbers in %s are refused', (_, float32, count) => {
    expect(() => inputFromFile({ kind: 'values', count, float32 })).toThrow('input.float32');
  });

  it('may leave out what has a plain default', () => {
    expect(parseSceneFile(JSON.stringify(good))).toMatchObject({ storage: [], link: '' });
  });
});
