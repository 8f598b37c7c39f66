import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commandTable.ts';
import { PACKAGE_ROOT } from './place.ts';
import { callJson } from './testing/captured.ts';
import { type Schema, violations } from './testing/jsonSchema.ts';
import { freshFolder } from './testing/writtenModel.ts';

const FOLDER = join(PACKAGE_ROOT, 'docs', 'schema');

type Document = Readonly<Record<string, unknown>>;
type CommandSchema = Exclude<Schema, boolean> & {
  readonly title: string;
  readonly examples: readonly Document[];
};

const schemaOf = (command: string): CommandSchema =>
  JSON.parse(readFileSync(join(FOLDER, `${command}.schema.json`), 'utf8')) as CommandSchema;

const FIRST_CAMPAIGN = join(PACKAGE_ROOT, 'docs', 'examples', 'first-campaign.yaml');
/** Files that no command writes, tested beside what writes them. */
const FILES = ['scene'];

/** Calls whose documents together hold every kind of value that the schemas allow for. */
const CALLS: readonly (readonly string[])[] = [
  ['help'],
  ['help', 'flip'],
  ['flip', '--value', '0.1', '--bit', '30'],
  ['flip', '--format', 'float16', '--value', '-Infinity', '--bit', '0', '--bit', '15'],
  ['flip', '--format', 'bfloat16', '--value', '0x0001', '--bit', '0'],
  ['flip', '--format', 'float8_e4m3', '--value', '448', '--bit', '0'],
  ['flip', '--format', 'quantized_bits(5,1,alpha=1)', '--value', '0.5', '--bit', '4'],
  ['flip', '--format', 'uint32(0.05)', '--value', '1', '--bit', '31'],
  ['quantize', 'quantized_bits(5,1,alpha=1)', '--values', '[0.426,-2.5]'],
  ['quantize', 'quantized_bits(4,0,qnoise_factor=0.3)', '--values', '["Infinity"]'],
  ['quantize', "binary(alpha='auto')", '--values', '[1,2,-3,4]', '--shape', '2,2'],
  ['quantize', 'quantized_bits(4,20,alpha=1e38)', '--values', '[3e38,-3e38]'],
  ['plan', '--population', '17174144'],
  ['plan', '--population', 'endless'],
  ['plan', FIRST_CAMPAIGN],
  ['campaign', FIRST_CAMPAIGN, '--out', 'results'],
  ['inspect', 'lenet5'],
  ['inspect', 'lenet5', '--bits', '--storage', 'dense/kernel=int8(range=minmax)'],
  ['predict', 'lenet5', '--input', 'mnist:7'],
  ['predict', 'lenet5', '--input', 'input=mnist:0', '--top', '1', '--backend', 'cpu'],
  ['predict', 'lenet5', '--input', 'mnist:7', '--storage', 'weights=int8(range=minmax)', '--accuracy'],
  ['inspect', 'lenet5', '--storage', 'dense/kernel=quantized_po2(4);conv2d/output=fixed(24,8)'],
  ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'dense/bias[0]:flip(7)@int8(0.1)', '--accuracy'],
  ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'conv2d_1/kernel[0,2,1,5]:flip(30)'],
  ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'conv2d/output[*,*,*]:set(inf)', '--backend', 'cpu'],
  ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'dense/bias[0]:set(nan)@float16', '--save', 'saved'],
  ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'dense/bias[0]:zero', '--storage', 'weights=float16'],
];

describe('docs/schema', () => {
  it('has one schema for each command and each file', () => {
    const names = [...COMMANDS.map(({ name }) => name), ...FILES].map((name) => `${name}.schema.json`);
    expect(readdirSync(FOLDER).sort()).toEqual(names.sort());
  });

  it.each(CALLS)('fits %s %s %s %s %s %s %s %s %s', async (...words) => {
    const [command = ''] = words;
    const document = await callJson<Document>(words, { folder: await freshFolder() });
    expect(violations(document, schemaOf(command))).toEqual([]);
  });

  it.each(COMMANDS)('has an example that fits and notices what is missing or too much: $name', ({ name }) => {
    const schema = schemaOf(name);
    expect(schema.title).toBe(`bitflip ${name} --json`);
    for (const example of schema.examples) {
      expect(violations(example, schema)).toEqual([]);
      expect(violations({ ...example, surplus: 1 }, schema)).toEqual(['$.surplus: nothing is allowed here']);
      for (const key of Object.keys(example)) {
        const { [key]: _, ...rest } = example;
        expect(violations(rest, schema)).toContain(`$.${key} is missing`);
        expect(violations({ ...example, [key]: undefined }, schema)).not.toEqual([]);
      }
    }
    expect(schema.examples.length).toBeGreaterThan(0);
  });
});

describe('the validator', () => {
  // An object literal with a member `then` would look like a promise.
  const parsed = (text: string): Schema => JSON.parse(text) as Schema;
  it.each<[string, unknown, Schema]>([
    ['a type', 1, { type: 'string' }],
    ['null for a number', null, { type: ['number', 'string'] }],
    ['a list for an object', [], { type: 'object' }],
    ['a fraction', 1.5, { type: 'integer' }],
    ['a value not listed', 'x', { enum: ['a', 'b'] }],
    ['another constant', 2, { const: 1 }],
    ['a pattern', 'ab', { pattern: '^a$' }],
    ['too small', -1, { minimum: 0 }],
    ['too big', 2, { maximum: 1 }],
    ['too few', [], { minItems: 1 }],
    ['an item', [1, 'x'], { items: { type: 'number' } }],
    ['a property', { a: 1 }, { properties: { a: { type: 'string' } } }],
    ['a further property', { a: 1, b: 2 }, { properties: { a: {} }, additionalProperties: false }],
    ['no choice', true, { anyOf: [{ type: 'number' }, { type: 'string' }] }],
    ['what holds if another does', { a: 1 }, parsed('{"if":{"required":["a"]},"then":{"required":["b"]}}')],
    [
      'what holds if it does not',
      {},
      parsed('{"if":{"required":["a"]},"then":false,"else":{"required":["b"]}}'),
    ],
    ['too many', [1, 2], { maxItems: 1 }],
    ['a definition', 1, { $ref: '#/$defs/text', $defs: { text: { type: 'string' } } }],
  ])('sees %s', (_, value, schema) => {
    expect(violations(value, schema)).toHaveLength(
      schema !== true && schema !== false && 'anyOf' in schema ? 2 : 1,
    );
  });

  it('refuses keywords that it does not know', () => {
    expect(() => violations(1, { multipleOf: 2 })).toThrow('multipleOf');
  });
});
