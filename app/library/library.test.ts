// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matches } from './LibraryDialog.tsx';
import { megabytes, modelFacts } from './modelFacts.ts';
import { FIRST_MODEL, parseShelf } from './modelShelf.ts';
import { addressOf } from './openReadyFault.ts';

describe('the shelf', () => {
  it('reads what the page ships, every entry of it', () => {
    const json: unknown = JSON.parse(readFileSync('public/models/index.json', 'utf8'));
    const entries = parseShelf(json);
    expect(entries.map(({ id }) => id)).toEqual(
      (json as { models: { id: string }[] }).models.map(({ id }) => id),
    );
    expect(entries[0]?.id).toBe(FIRST_MODEL.id);
    for (const { readyFaults } of entries)
      expect(readyFaults.map(({ verdict }) => verdict).toSorted()).toEqual(['DUE', 'SDC', 'masked']);
  });

  it.each([
    ['no object', null],
    ['no list', { models: 3 }],
    ['an id that leaves the folder', { models: [{ id: '../x', name: 'x' }] }],
    ['no name', { models: [{ id: 'x' }] }],
  ])('has the first model where the list is broken: %s', (_, json) => {
    expect(parseShelf(json)).toEqual([FIRST_MODEL]);
  });
});

it.each([
  ['the word, where there is one', ['dense/kernel[3,4]:flip(30)'], [], 'm=net&i=2&t=dense/kernel&w=3,4'],
  ['no word where many are hit', ['dense/output[*]:zero'], [], 'm=net&i=2'],
  ['another storage plan', ['dense/bias[1]:zero'], ['dense/bias=float16'], 's=dense/bias=float16'],
])('a ready fault of a model that is not open goes by an address with %s', (_, faults, storage, part) => {
  const ready = { verdict: 'SDC', title: '', why: '', input: 2, faults, storage } as const;
  const address = addressOf({ id: 'net', storage: [] }, ready);
  expect(address).toContain(part);
  expect(address).toContain(`f=${faults[0]}`);
});

it('finds a model by any words of its card, in any order', () => {
  const entry = { ...FIRST_MODEL, name: 'ResNet-20', task: 'Name small pictures', data: 'CIFAR-10' };
  expect(matches(entry, '')).toBe(true);
  expect(matches(entry, 'cifar resnet')).toBe(true);
  expect(matches(entry, 'cifar mnist')).toBe(false);
});

it('says only what is known', () => {
  expect(modelFacts({ parameters: 61706, sizeBytes: 251423, accuracy: 0.988 })).toEqual([
    '61,706 parameters',
    '0.25 MB',
    '98.8 % right',
  ]);
  expect(modelFacts({ parameters: null, sizeBytes: null, accuracy: null })).toEqual([]);
});

it.each([
  [4_000, '0.00 MB'],
  [99_999, '0.10 MB'],
  [1_234_567, '1.2 MB'],
  [18_600_000, '19 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(megabytes(bytes)).toBe(text);
});
