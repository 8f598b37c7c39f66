/** Layer and word on the page: what is painted, counted, edited and run, with mouse and with keys. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

const node = (page: Page, id: string): Locator => page.getByRole('button', { name: new RegExp(`^${id}, `) });
const bit = (page: Page, bitIndex: number): Locator =>
  page.getByRole('button', { name: new RegExp(`^bit ${bitIndex}, `) });
const verdict = (page: Page): Locator => page.getByRole('status', { name: 'Verdict' });
const word = (page: Page): Locator => page.getByRole('region', { name: 'Word' });
const mosaic = (page: Page): Locator => page.getByRole('img', { name: /tiles, one for each/ }).first();
const faultCount = (page: Page): Promise<number> =>
  page.getByRole('button', { name: /^Remove .*\[/ }).count();

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Time of the thread's own work, in microseconds: what a busy machine takes away is not counted. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The longest task of the page's main thread while something is done. */
async function longestTaskMs(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('There is no browser to trace.');
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const mains = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) =>
      name === 'RunTask' && ph === 'X' && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  expect(tasks.length, 'tasks that were traced').toBeGreaterThan(50);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

const scene = (tensor: string, index: string, ...faults: string[]): string => {
  const where = `n=${tensor.split('/')[0]}&t=${tensor}&w=${index}`;
  return `/lab?m=lenet5&i=7&${where}${faults.length > 0 ? `&f=${faults.join(';')}` : ''}`;
};

/** RGBA of a canvas, as it stands. */
async function pixelsOf(canvas: Locator): Promise<{ width: number; rgba: number[] }> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return { width, rgba: [...data] };
  });
}

/** How many pixels there are and how many stayed the same, those inside a rectangle left out. */
function samePixels(
  before: { width: number; rgba: number[] },
  after: { width: number; rgba: number[] },
  out: { x: number; y: number; width: number; height: number },
): { same: number; all: number } {
  expect(after.rgba.length).toBe(before.rgba.length);
  let [same, all] = [0, 0];
  for (let pixel = 0; pixel < before.rgba.length / 4; pixel++) {
    const x = pixel % before.width;
    const y = Math.floor(pixel / before.width);
    if (x >= out.x && x < out.x + out.width && y >= out.y && y < out.y + out.height) continue;
    all++;
    if ([0, 1, 2, 3].every((k) => before.rgba[4 * pixel + k] === after.rgba[4 * pixel + k])) same++;
  }
  return { same, all };
}

test('one exponent flip leaves the unaffected pixels of a heatmap as they are', async ({ page }) => {
  await openLab(page, { hash: scene('conv2d_1/kernel', '3,1,2,2') });
  await page.getByRole('tab', { name: 'Activations' }).click();
  await expect(mosaic(page)).toHaveAccessibleName('16 tiles, one for each channel, faulty, 0 changed');
  const before = await pixelsOf(mosaic(page));
  await page.getByRole('combobox', { name: 'Add a fault' }).fill('conv2d_1/kernel[3,1,2,2]:flip(30)');
  await page.keyboard.press('Enter');
  await expect(mosaic(page)).toHaveAccessibleName('16 tiles, one for each channel, faulty, 1 changed');
  const after = await pixelsOf(mosaic(page));
  // Channel 2 of 16 in two rows of eight, with its outline and the ring of the chosen tile.
  const tile = before.width / 8;
  const { same, all } = samePixels(before, after, {
    x: 2 * tile - 6,
    y: 0,
    width: tile + 12,
    height: tile + 6,
  });
  expect(all).toBeGreaterThan(0.8 * (before.rgba.length / 4));
  expect(same / all).toBeGreaterThanOrEqual(0.95);
  // And the fault is to be seen at all.
  expect(samePixels(before, after, { x: 0, y: 0, width: 0, height: 0 }).same).toBeLessThan(
    before.rgba.length / 4,
  );
});

for (const [what, fault] of [
  ['NaN', 'conv2d/kernel[2,2,0,3]:set(nan)'],
  ['Inf', 'conv2d/kernel[2,2,0,3]:set(inf)'],
  ['-Inf', 'conv2d/bias[1]:set(-inf)'],
] as const) {
  test(`${what} in the legend is what the engine counts`, async ({ page }) => {
    await openLab(page, { hash: scene('conv2d/pre', '0,0,0', fault) });
    const legend = page.locator('.legend').first();
    await expect(legend.getByText(new RegExp(`^${what.replace('-', '\\-')} [1-9]`))).toBeVisible();
    const shown = async (name: RegExp) =>
      Number(name.exec((await legend.innerText()).replaceAll(',', ''))?.[1] ?? 0);
    const engine = async () => {
      const [, nan = '0'] =
        /(\d[\d,]*) NaN/.exec((await node(page, 'conv2d').getAttribute('aria-label')) ?? '') ?? [];
      const [, inf = '0'] =
        /(\d[\d,]*) [Ii]nf/.exec((await node(page, 'conv2d').getAttribute('aria-label')) ?? '') ?? [];
      return [nan, inf].map((text) => Number(text.replaceAll(',', '')));
    };
    await page.getByRole('radio', { name: 'output' }).check({ force: true });
    await expect(page.getByRole('application', { name: /^Elements of conv2d\/output/ })).toBeVisible();
    await expect
      .poll(async () => [
        await shown(/NaN (\d+)/),
        (await shown(/(?:\s|^|\+)Inf (\d+)/)) + (await shown(/-Inf (\d+)/)),
      ])
      .toEqual(await engine());
  });
}

test('a drag over bits paints them as one step of the history, and no task of the page is long', async ({
  page,
}) => {
  await openLab(page, { hash: scene('conv2d_1/kernel', '3,1,2,2') });
  await expect(bit(page, 22)).toBeVisible();
  const centre = async (bitIndex: number) => {
    const box = await bit(page, bitIndex).boundingBox();
    if (!box) throw new Error(`bit ${bitIndex} is not there`);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const longest = await longestTaskMs(page, async () => {
    await page.mouse.move(...(await centre(22)));
    await page.mouse.down();
    await page.mouse.move(...(await centre(3)), { steps: 60 });
    await page.mouse.up();
    await expect(verdict(page)).not.toContainText('No fault');
    await page.waitForTimeout(300);
  });
  expect(longest, 'longest task in ms').toBeLessThanOrEqual(50);
  expect(await faultCount(page)).toBe(1);
  await expect(page).toHaveURL(/flip\((\d+,){5,}\d+\)/);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => faultCount(page)).toBe(0);
});

test('every flip is run on request, and a mark tells what its flip will do', async ({ page }) => {
  await openLab(page, { hash: scene('conv2d_1/kernel', '3,1,2,2') });
  await page.getByRole('button', { name: 'Run all 32 flips' }).click();
  const marks = page.getByRole('group', { name: 'What each flip does to the prediction' });
  await expect(marks.getByRole('button', { name: /not run yet/ })).toHaveCount(0);
  await expect(marks.getByRole('button')).toHaveCount(32);
  await expect(marks.getByRole('button', { name: /^bit 30: wrong class: 1, / })).toBeVisible();
  await expect(marks.getByRole('button', { name: /^bit 31: benign/ })).toBeVisible();
  await marks.getByRole('button', { name: /^bit 30:/ }).click();
  await expect(verdict(page)).toContainText('7 became 1');
  await marks.getByRole('button', { name: /^bit 30:/ }).click();
  await marks.getByRole('button', { name: /^bit 31:/ }).click();
  await expect(verdict(page)).toContainText('Benign');
  // The flips of the word are no part of the question: the answers stay.
  await expect(marks.getByRole('button', { name: /^bit 30: wrong class/ })).toBeVisible();
});

test('value, word and integer are typed over; nonsense stays with a reason', async ({ page }) => {
  await openLab(page, { hash: scene('conv2d_1/kernel', '3,1,2,2') });
  const [value, hex, integer] = ['Value of the word', 'Word in hexadecimal', 'Word as an integer'].map(
    (name) => word(page).getByRole('textbox', { name }),
  ) as [Locator, Locator, Locator];
  await value.fill('-2.5');
  await value.press('Enter');
  await expect(hex).toHaveValue('0xc0200000');
  await integer.fill('2139095040');
  await integer.press('Enter');
  await expect(value).toHaveValue('Infinity');
  await expect(verdict(page)).toContainText('DUE');
  await hex.fill('0x123456789');
  await hex.press('Enter');
  await expect(word(page).getByRole('alert')).toContainText('at most 0xffffffff');
  await expect(hex).toHaveValue('0x123456789');
  await hex.press('Escape');
  await expect(hex).toHaveValue('0x7f800000');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(value).toHaveValue('-2.5');
});

test('by keys: bits, all flips, table, scale', async ({ page }) => {
  await openLab(page, { hash: scene('conv2d_1/output', '3,7,2', 'conv2d_1/kernel[3,1,2,2]:flip(30)') });
  await expect(mosaic(page)).toBeVisible();
  await page.keyboard.press('b');
  await expect(bit(page, 30)).toBeFocused();
  await page.keyboard.press('a');
  await expect(page.getByRole('group', { name: 'What each flip does to the prediction' })).toBeVisible();
  await page.keyboard.press('k');
  const table = page.getByRole('table').filter({ hasText: 'difference' });
  await expect(table).toHaveAttribute('aria-rowcount', '35');
  await table.getByRole('button').first().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(table.getByRole('button').nth(2)).toBeFocused();
  const place = (await table.getByRole('button').nth(2).innerText()).trim();
  await expect(word(page).getByText(`conv2d_1/output${place}`)).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('radio', { name: 'net' })).toBeChecked();
  await page.keyboard.press('i');
  await expect(page.getByRole('button', { name: 'most corrupted first' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('at 320 px the layer does not scroll sideways, and bits stand in eights', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await openLab(page, { hash: scene('conv2d_1/kernel', '3,1,2,2', 'conv2d_1/kernel[3,1,2,2]:flip(30)') });
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Layer' }).click();
  await expect(bit(page, 31)).toBeVisible();
  const tops = await Promise.all([31, 24, 23].map(async (k) => (await bit(page, k).boundingBox())?.y));
  expect(tops[0]).toBe(tops[1]);
  expect(tops[2]).toBeGreaterThan(tops[1] as number);
  const wide = await page
    .locator('.panel[data-panel="layer"] *')
    .evaluateAll((all) =>
      all.filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.className),
    );
  expect(wide).toEqual([]);
});

test('axe finds nothing serious with everything of layer and word unfolded', async ({ page }) => {
  await openLab(page, {
    hash: `${scene('conv2d/output', '0,0,0', 'conv2d/kernel[2,2,0,3]:flip(30)')}&y=changed,histogram,table`,
  });
  await page.getByRole('button', { name: 'Run all 32 flips' }).click();
  await expect(page.getByRole('button', { name: /not run yet/ })).toHaveCount(0);
  await expect(page.getByRole('img', { name: /^Histogram/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`))).toEqual([]);
});
