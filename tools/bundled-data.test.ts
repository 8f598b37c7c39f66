/** What is passed on with the models: how many pictures, under which terms; and what docs/models.md says of them. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundled, MODELS } from './model-shelf.mjs';

interface Pictures {
  readonly name: string;
  readonly count: number;
  readonly testIndex?: readonly number[];
  readonly credits?: readonly string[];
}

interface Card {
  readonly name: string;
  readonly parameters: number;
  readonly accuracy: { readonly heldOut?: { readonly correct: number; readonly total: number } };
  readonly train: { readonly framework: string; readonly script: string };
  readonly licence: string;
  readonly data: { readonly licence: string; readonly attribution: string; readonly notice: string };
  readonly gallery: string;
  readonly heldOut?: string;
}

const read = (path: string): string => readFileSync(`${MODELS}${path}`, 'utf8');
const cardOf = (id: string): Card => JSON.parse(read(`${id}/card.json`)) as Card;
const galleryOf = (id: string): Pictures => JSON.parse(read(`${id}/gallery.json`)) as Pictures;
const guide = readFileSync('docs/models.md', 'utf8');

test('forty CIFAR-10 test pictures are passed on in all, and the cards say so', () => {
  const withCifar = bundled().filter((id) => galleryOf(id).name === 'cifar10');
  expect(withCifar).toEqual(['fire-cifar10', 'resnet20']);
  expect(new Set(withCifar.flatMap((id) => galleryOf(id).testIndex)).size).toBe(40);
  for (const id of withCifar) {
    expect(galleryOf(id).count).toBe(40);
    expect(cardOf(id).heldOut).toBeUndefined();
    expect(existsSync(`${MODELS}${id}/heldout.bin`)).toBe(false);
    expect(read(`${id}/card.md`)).toMatch(/no formal licence;\s+forty\s+test\s+pictures/);
    expect(read(`${id}/data-licence.txt`)).toContain('Learning Multiple Layers of Features from Tiny Images');
  }
});

test('every photograph names its author and its terms, which are free', () => {
  const { count, credits = [] } = galleryOf('efficientnet-lite0');
  expect(count).toBeGreaterThanOrEqual(6);
  expect(credits).toHaveLength(count);
  for (const credit of credits) expect(credit).toMatch(/, (CC0|.*public domain)$/);
});

test.each(bundled())('%s: terms and attribution lie beside the data, the framework is named', (id) => {
  const { train, licence, data } = cardOf(id);
  expect(read(`${id}/${data.notice}`)).toContain(data.attribution.split(', ')[0]);
  expect(licence).toBe('Apache-2.0');
  expect(train.framework).toMatch(/PyTorch|TensorFlow/);
  expect(existsSync(train.script)).toBe(true);
  expect(read(`${id}/card.md`)).toContain('licence of the weights | Apache-2.0');
});

test.each(bundled())('%s is in the guide as its card has it', (id) => {
  const { name, parameters, accuracy } = cardOf(id);
  const row = guide.split('\n').find((line) => line.startsWith(`| \`${id}\` | ${name} |`));
  expect(row).toContain(` ${parameters.toLocaleString('en')} |`);
  const { heldOut } = accuracy;
  if (heldOut !== undefined) {
    const share = ((100 * heldOut.correct) / heldOut.total).toFixed(2);
    expect(row).toMatch(new RegExp(` ${share} % of (the )?${heldOut.total.toLocaleString('en')} `));
  }
});
