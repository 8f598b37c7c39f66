/**
 * Broken links: whatever stands behind the #, the lab is there, nothing throws (lab.ts fails every test that leaves an
 * error), and a message names what was not taken.
 */
import { expect, openLab, test } from './lab.ts';

const GOOD =
  '#/lab?u=1&m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2&v=diff&s=&f=conv2d_1/kernel[3,1,2,2]:flip(30);dense/output[7]:set(3)&o=1&r=42,3,both&h=hurts';
const COUNT = 500;

/** A small generator (Numerical Recipes' LCG), so that a failing link can be found again. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NOISE = [
  '%',
  '%%%',
  '%zz',
  '&',
  '=',
  '#',
  ';',
  ',',
  '[',
  ']',
  ':',
  '-1',
  '1e99',
  'NaN',
  '/',
  '\\',
  '<b>',
  '"',
];
const MORE_NOISE = [
  'é',
  '漢',
  '\u{1f600}',
  '\u0000',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  ' ',
  '+',
  '{}',
];

function brokenLink(seed: number): string {
  const draw = draws(seed * 7919 + 1);
  const noise = () => [...NOISE, ...MORE_NOISE][draw(NOISE.length + MORE_NOISE.length)] as string;
  const start = GOOD.indexOf('?') + 1;
  let link = GOOD;
  for (let edits = 1 + draw(3); edits > 0; edits--) {
    const at = start + draw(link.length - start);
    const cut = draw(4) === 0 ? draw(40) : draw(3);
    link = link.slice(0, at) + (draw(4) === 0 ? '' : noise()) + link.slice(at + cut);
  }
  return link;
}

test(`${COUNT} broken links: never blank, never a throw`, async ({ page }) => {
  test.setTimeout(180_000);
  await openLab(page);
  await expect(page.getByRole('status', { name: 'Verdict' })).toBeVisible();
  const links = Array.from({ length: COUNT }, (_, seed) => brokenLink(seed));
  const blank = await page.evaluate(async (all) => {
    const empty: string[] = [];
    for (const link of all) {
      location.hash = link;
      // The change of the hash, the reading, and a frame.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const nodes = document.querySelectorAll('.panels [aria-label^="Network,"] button').length;
      if (nodes < 9 || document.querySelector('.verdict') === null) empty.push(link);
    }
    return empty;
  }, links);
  expect(blank).toEqual([]);

  await test.step('and the next good link plays', async () => {
    await page.evaluate((link) => {
      location.hash = link;
    }, '#/lab?i=7&f=conv2d_1/kernel[3,1,2,2]:flip(30)');
    await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('7 became 1');
  });
});

const NAMED: readonly (readonly [field: string, named: RegExp])[] = [
  ['m=vgg99', /model "vgg99"/],
  ['i=9999', /picture "9999"/],
  ['px=none', /drawing/],
  ['n=nowhere', /node "nowhere"/],
  ['t=a/b', /tensor "a\/b"/],
  ['n=conv2d&t=conv2d/kernel&w=9,9,9,9', /word \[9,9,9,9\]/],
  ['v=upside', /view "upside"/],
  ['s=moon', /storage entry "moon"/],
  ['f=not a fault', /fault "not a fault"/],
  ['f=conv2d/bias[0]:zero&o=7', /fault number "7"/],
  ['r=dice', /seed "dice"/],
  ['h=everything', /hides "everything"/],
];

test('a message names what was not taken', async ({ page }) => {
  await openLab(page);
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(page.getByRole('status', { name: 'Verdict' })).toBeVisible();
  for (const [field, named] of NAMED) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/lab?${field}`);
    await expect(messages.getByText(named)).toBeVisible();
  }
});

test('the same holds for a page that is opened on a broken link', async ({ page }) => {
  for (const seed of [3, 14, 159]) {
    await openLab(page, { hash: brokenLink(seed) });
    await expect(page.getByRole('button', { name: /^conv2d_1, / })).toBeVisible();
  }
});
