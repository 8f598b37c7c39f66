// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matches } from './LibraryDialog.tsx';
import { megabytes, modelFacts } from './modelFacts.ts';
import { FIRST_MODEL, parseShelf } from './modelShelf.ts';

describe('the shelf', () => {
  it('reads what the page ships, every entry of it', () => {
    const json: unknown = JSON.parse(readFileSync('public/models/index.json', 'utf8'));
    const entries = parseShelf(json);
    expect(entries.map(({ id }) => id)).toEqual(
      (json as { models: { id: string }[] }).models.map(({ id }) => id),
    );
    expect(entries[0]?.id).toBe(FIRST_MODEL.id);
    for (const { faults } of entries) expect(faults.length).toBeGreaterThan(0);
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
