// @vitest-environment happy-dom
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '#app/commands/registry.ts';
import { HIDEABLE } from '#app/state/display.ts';
import { FIRST_SCENE, type Scene, switchedOn } from '#app/state/scene.ts';
import { testModel } from '#app/state/testModel.ts';
import { commandLine, shellWord } from './commandLine.ts';
import { embedSnippet } from './embedSnippet.ts';
import { HIDEABLE_FACTS } from './hideable.ts';
import { qrPath } from './qrPath.ts';
import { fileName } from './saveFile.ts';

/** What a POSIX shell makes of a line: its words. */
const wordsOf = (line: string): readonly string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('the command line', () => {
  it.each(['plain', '', "it's", 'a b', '$HOME `id` "x"', 'a*?[0-9]', 'x;y|z&', '\\n', '#5', '~', 'ümlaut'])(
    '%s reaches the program as it is',
    (word) => {
      expect(wordsOf(shellWord(word))).toEqual([word]);
    },
  );

  it('holds model, input, storage and the faults that are on', () => {
    const scene: Scene = {
      ...FIRST_SCENE,
      storage: ['conv2d/kernel=quantized_bits(6,0,alpha=1)'],
      faults: [switchedOn('dense/kernel[#5]:flip(30)'), { text: 'dense/kernel[#6]:zero', on: false }],
    };
    expect(wordsOf(commandLine(scene, testModel()))).toEqual([
      'bitflip',
      'inject',
      'lenet5',
      '--input',
      'digits:7',
      '--storage',
      'conv2d/kernel=quantized_bits(6,0,alpha=1)',
      '--fault',
      'dense/kernel[#5]:flip(30)',
    ]);
  });

  it('leaves out the plan of the model card, and says so where the scene has none', () => {
    const model = testModel();
    const stored = { ...model, card: { ...model.card, storage: ['weights=int8'] } };
    expect(commandLine({ ...FIRST_SCENE, storage: ['weights=int8'] }, stored)).not.toContain('--storage');
    expect(wordsOf(commandLine(FIRST_SCENE, stored)).slice(-4)).toEqual([
      '--storage',
      'weights=float32',
      '--storage',
      'activations=float32',
    ]);
  });

  it('without a fault it predicts', () => {
    expect(commandLine(FIRST_SCENE, testModel())).toBe('bitflip predict lenet5 --input digits:7');
  });
});

describe('the frame', () => {
  it('is HTML that holds the very link', () => {
    const link = 'http://lab.test/#/embed?i=7&f=a/b[0]:zero;c/d[1]:set(1)&note="<x>"';
    const frame = { link, title: 'A "model" & more', widthPixels: 600, heightPixels: 400 };
    const place = document.createElement('div');
    place.innerHTML = embedSnippet(frame).replace('src=', 'data-src=');
    const found = place.querySelector('iframe');
    expect(found?.getAttribute('data-src')).toBe(link);
    expect(found?.title).toBe(frame.title);
    expect(place.children).toHaveLength(1);
  });
});

describe('the QR code', () => {
  it('has three finders and a quiet zone', () => {
    const qr = qrPath('http://lab.test/');
    // The outer ring of a finder is seven modules wide.
    expect(qr?.path.startsWith('M4 4h7v1')).toBe(true);
    expect(qr?.path).toContain(`M${(qr?.size ?? 0) - 11} 4h7v1`);
    expect(qr?.path).toContain(`M4 ${(qr?.size ?? 0) - 5}h7v1`);
  });

  it('is none for a text too long for it', () => {
    expect(qrPath('x'.repeat(2953))).not.toBeNull();
    expect(qrPath('x'.repeat(2954))).toBeNull();
  });
});

it('file names are safe everywhere', () => {
  expect(fileName(['lenet5', 'block/conv%3A1/kernel', 'golden'], 'npy')).toBe(
    'lenet5-block-conv-3A1-kernel-golden.npy',
  );
  expect(fileName(['m', '../../x', ''], 'png')).toBe('m-..-..-x.png');
  expect(fileName(['x'.repeat(300)], 'png').length).toBeLessThan(130);
});

it('what can be hidden names commands that exist', () => {
  for (const key of HIDEABLE)
    for (const prefix of HIDEABLE_FACTS[key].commands)
      expect(
        COMMANDS.some(({ id }) => id.startsWith(prefix)),
        prefix,
      ).toBe(true);
});
