import { expect, it } from 'vitest';
import { siteFaults } from './siteFaults.ts';

const at = (...faults: string[]) => {
  const { flips, own, wider } = siteFaults(faults, 'conv2d_1/kernel', [0, 2, 1, 5], 1173);
  return [[...flips], own.length, wider.length];
};

it.each<[string, string[], unknown[]]>([
  ['own flips', ['conv2d_1/kernel[0,2,1,5]:flip(30,3)'], [[30, 3], 0, 0]],
  ['own flips by flat index', ['conv2d_1/kernel[#1173]:flip(1)'], [[1], 0, 0]],
  [
    'two flips of one bit cancel',
    ['conv2d_1/kernel[0,2,1,5]:flip(30)', 'conv2d_1/kernel[#1173]:flip(30)'],
    [[], 0, 0],
  ],
  ['another element', ['conv2d_1/kernel[0,2,1,6]:flip(30)', 'conv2d_1/kernel[#7]:flip(1)'], [[], 0, 0]],
  ['another tensor', ['conv2d_1/bias[5]:flip(30)', 'conv2d/kernel[0,2,1,5]:flip(1)'], [[], 0, 0]],
  ['another effect', ['conv2d_1/kernel[0,2,1,5]:set(0x1)', 'conv2d_1/kernel[0,2,1,5]:zero'], [[], 2, 0]],
  [
    'flips before a set do not count',
    [
      'conv2d_1/kernel[0,2,1,5]:flip(30)',
      'conv2d_1/kernel[0,2,1,5]:set(1)',
      'conv2d_1/kernel[0,2,1,5]:flip(2)',
    ],
    [[2], 1, 0],
  ],
  [
    'flips before a stuck bit do not count either',
    ['conv2d_1/kernel[0,2,1,5]:flip(30)', 'conv2d_1/kernel[0,2,1,5]:stuck1(30)'],
    [[], 1, 0],
  ],
  [
    'nor before a wider fault that is no flip',
    ['conv2d_1/kernel[0,2,1,5]:flip(30)', 'conv2d_1/kernel[*,2,1,5]:zero'],
    [[], 0, 1],
  ],
  [
    'a wider flip changes nothing about them',
    ['conv2d_1/kernel[0,2,1,5]:flip(30)', 'conv2d_1/kernel[*,2,1,5]:flip(1)'],
    [[30], 0, 1],
  ],
  ['wider sites', ['conv2d_1/kernel[*,2,1,5]:flip(30)', 'conv2d_1/kernel[0,0:3,1,5]:zero'], [[], 0, 2]],
  ['a range that ends before', ['conv2d_1/kernel[0,0:2,1,5]:flip(30)'], [[], 0, 0]],
  ['another rank', ['conv2d_1/kernel[0,2]:flip(30)'], [[], 0, 0]],
  ['what cannot be parsed', ['nonsense'], [[], 0, 0]],
])('%s', (_, faults, expected) => {
  expect(at(...faults)).toEqual(expected);
});
