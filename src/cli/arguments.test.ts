import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';

const command: Command = {
  name: 'try',
  summary: '',
  positionals: [{ name: 'MODEL', description: '' }],
  options: {
    value: { value: 'V', needed: true, description: 'A number.' },
    bit: { value: 'B', repeats: true, description: '' },
    top: { value: 'K', description: '' },
    backend: { value: 'NAME', description: '' },
    json: { value: null, description: '' },
  },
  examples: [],
  run: async () => undefined,
};

const read = (...words: string[]) => readArguments(command, words);

describe('readArguments', () => {
  it('takes options before and after the model, repeats in order', () => {
    const given = read('--bit', '3', 'lenet5', '--value=1', '--bit', '1', '--json');
    expect(given.positionals).toEqual(['lenet5']);
    expect(given.all('bit')).toEqual(['3', '1']);
    expect(given.one('value')).toBe('1');
    expect(given.has('json')).toBe(true);
    expect(given.one('top')).toBeUndefined();
  });

  it.each(['-0.5', '-.5', '-1e-3', '-0', '-Infinity', '-inf', '-NaN'])(
    'takes the negative value %s',
    (value) => {
      expect(read('m', '--value', value).one('value')).toBe(value);
      expect(read('m', `--value=${value}`).one('value')).toBe(value);
    },
  );

  it('gives counts and names, or what stands in for them', () => {
    const given = read('m', '--value', '1', '--top', '3');
    expect(given.count('top', 1, 5)).toBe(3);
    expect(read('m', '--value', '1').count('top', 1, 5)).toBe(5);
    expect(given.oneOf('backend', ['wasm', 'cpu'])).toBe('wasm');
    expect(read('m', '--value', '1', '--backend', 'cpu').oneOf('backend', ['wasm', 'cpu'])).toBe('cpu');
  });

  it.each<[string, string[]]>([
    ['try takes MODEL, got nothing. See "bitflip help try".', ['--value', '1']],
    ['try takes MODEL, got "a b". See "bitflip help try".', ['a', 'b', '--value', '1']],
    ['try needs --value V: A number. See "bitflip help try".', ['a']],
    ['--value needs a value. See "bitflip help try".', ['a', '--value', '--bit', '1']],
    ['--value needs a value. See "bitflip help try".', ['a', '--value']],
    [
      '--value V is given 2 times, wanted once. See "bitflip help try".',
      ['a', '--value', '1', '--value', '2'],
    ],
    ['Unknown option \'--values\'. See "bitflip help try".', ['a', '--values', '1']],
    ['Unknown option \'-x\'. See "bitflip help try".', ['a', '-x']],
    [
      'Option \'--json\' does not take an argument. See "bitflip help try".',
      ['a', '--value', '1', '--json=yes'],
    ],
  ])('refuses: %s', (message, words) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ code: 'bad-argument', message }));
  });

  it.each(['0', '-1', '2.5', 'five', '1e3', '', '9007199254740993'])('refuses the count "%s"', (text) => {
    const given = read('m', '--value', '1', `--top=${text}`);
    expect(() => given.count('top', 1, 5)).toThrow(`--top: got "${text}", wanted a whole number from 1.`);
  });

  it('refuses a name that is not on the list', () => {
    const given = read('m', '--value', '1', '--backend', 'webgpu');
    expect(() => given.oneOf('backend', ['wasm', 'cpu'])).toThrow(
      '--backend: got "webgpu", wanted wasm or cpu.',
    );
  });
});
