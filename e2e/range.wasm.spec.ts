/**
 * The range explorer on a layer of LeNet-5: accuracy falls as the range is dragged shut and recovers, by pointer and by
 * keyboard; a drag is one step of the history; the link brings it all back; codes flip where they stand.
 */

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

const KERNEL = '/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&tab=range';
const STORED = `${KERNEL}&s=conv2d_1/kernel=int8(range=minmax,symmetric)`;

const accuracy = (page: Page): Locator => page.getByRole('region', { name: 'Accuracy' });
const cost = (page: Page, name: string): Locator =>
  page.locator('.range-costs > div').filter({ hasText: name }).locator('dd');
const end = (page: Page, which: 'Lower' | 'Upper'): Locator =>
  page.getByRole('slider', { name: `${which} end of the range` });
const expression = (page: Page): Locator => page.getByRole('textbox', { name: 'Expression' });

/** Right answers as stored, in percent, once every picture was run under the scene as it is now. */
async function settledAccuracy(page: Page): Promise<number> {
  await expect(accuracy(page)).toHaveAttribute('data-current', 'true');
  await expect(accuracy(page)).toContainText(/(\d+) of \1 /, { timeout: 30_000 });
  await expect(accuracy(page)).not.toContainText('going on');
  return Number.parseFloat(await page.getByTestId('stored-accuracy').innerText());
}

const STEPS = 25;

/** Processor time that the page's own thread spends on scripts and layout while something is done, in ms. */
async function threadTime(page: Page, act: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
    return of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration');
  };
  const before = await busySeconds();
  await act();
  const busyMs = ((await busySeconds()) - before) * 1000;
  await session.detach();
  return busyMs;
}

async function dragUpperEnd(page: Page, toShare: number): Promise<void> {
  const plot = await page.locator('.range-plot').boundingBox();
  const handle = await end(page, 'Upper').boundingBox();
  if (!plot || !handle) throw new Error('no range');
  const y = plot.y + 40;
  await page.mouse.move(handle.x + 1, y);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * toShare, y, { steps: STEPS });
  await page.mouse.up();
}

test('dragging the range shut costs right answers; undo, redo and the link bring them back', async ({
  page,
  context,
}) => {
  await openLab(page, { hash: KERNEL });
  await page.getByRole('button', { name: 'int8(range=minmax,symmetric)' }).click();
  await expect(page.getByRole('img', { name: /^Histogram of 2,400 values/ })).toBeVisible();
  expect(await settledAccuracy(page)).toBeGreaterThan(98);
  await expect(cost(page, 'clipped')).toHaveText('0.0 %');

  const busyMs = await threadTime(page, () => dragUpperEnd(page, 0.515));
  // A task of more than 50 ms is a long one. Processor time: other work on the machine does not lengthen it.
  expect(busyMs / STEPS).toBeLessThan(50);
  const shut = await settledAccuracy(page);
  expect(shut).toBeLessThan(90);
  expect(Number.parseFloat(await cost(page, 'clipped').innerText())).toBeGreaterThan(50);
  await expect(expression(page)).toHaveValue(/^int8\(range=-0\.\d+:0\.\d+,symmetric\)$/);

  // The first step of the drag is in the address at once, the last a moment after it.
  const [lower] = /-0\.\d+/.exec(await expression(page).inputValue()) ?? [];
  await expect.poll(() => page.url()).toContain(`s=conv2d_1/kernel=int8(range=${lower}`);
  const other = await context.newPage();
  await other.goto(page.url());
  expect(await settledAccuracy(other)).toBe(shut);
  await expect(expression(other)).toHaveValue(await expression(page).inputValue());
  await other.close();

  await page.keyboard.press('Control+z');
  await expect(expression(page)).toHaveValue('int8(range=minmax,symmetric)');
  expect(await settledAccuracy(page)).toBeGreaterThan(98);
  await page.keyboard.press('Control+Shift+z');
  expect(await settledAccuracy(page)).toBe(shut);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByTestId('stored-accuracy')).toHaveCount(0);
  await expect(accuracy(page)).toContainText('98.8 %');
});

/** Goes from tab stop to tab stop until the one that is wanted has the focus. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < 90; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`90 times ${key} did not lead to ${wanted}`);
}

test('the same by keyboard alone', async ({ page }) => {
  await openLab(page, { hash: KERNEL.replace('&tab=range', '') });
  await expect(page.getByRole('tab', { name: 'Weights' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('3');
  await expect(page.getByRole('tab', { name: 'Range' })).toHaveAttribute('aria-selected', 'true');
  await tabTo(page, page.getByRole('button', { name: 'int8(range=minmax,symmetric)' }));
  await page.keyboard.press('Enter');
  expect(await settledAccuracy(page)).toBeGreaterThan(98);
  await tabTo(page, end(page, 'Upper'), 'Shift+Tab');
  for (let press = 0; press < 14; press++) await page.keyboard.press('Shift+ArrowLeft');
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowLeft');
  expect(Number.parseFloat(await cost(page, 'clipped').innerText())).toBeGreaterThan(20);
  await page.keyboard.press('Tab');
  await tabTo(page, page.getByRole('textbox', { name: 'Upper end' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0.01');
  await expect(expression(page)).toHaveValue('int8(range=-0.01:0.01,symmetric)');
  expect(await settledAccuracy(page)).toBeLessThan(80);
  await tabTo(page, page.getByRole('button', { name: 'least error' }));
  await page.keyboard.press('Enter');
  await expect(expression(page)).toHaveValue('int8(range=mse,symmetric)');
  expect(await settledAccuracy(page)).toBeGreaterThan(98);
});

test('another format, all weights, activations over the gallery', async ({ page }) => {
  await openLab(page, { hash: STORED });
  await expression(page).fill('quantized_bits(4,0,alpha=1)');
  await expect(cost(page, 'codes used')).toHaveText(/ of 16$/);
  await expect(page.getByText('powers of two: integer bits')).toBeVisible();
  await expression(page).fill('quantized_bits(4,0,alpha=');
  await expect(page.getByText(/Shown is still quantized_bits\(4,0,alpha=1\)/)).toBeVisible();
  await page.getByText('all weights', { exact: true }).click();
  await expression(page).fill('int4(range=mse,symmetric)');
  await expect.poll(() => page.url()).toContain('s=weights=int4(range=mse,symmetric)');
  await page.getByRole('combobox', { name: 'Tensor' }).selectOption('conv2d_1/output');
  await expect(page.getByText('values over the gallery')).toBeVisible();
  await expression(page).fill('uint8(range=0:4)');
  await expect(cost(page, 'clipped')).toHaveText(/^≈ \d/);
  expect(await settledAccuracy(page)).toBeGreaterThan(90);
});

test('a code flips where it stands in the table, and is a fault with its word', async ({ page }) => {
  await openLab(page, { hash: `${KERNEL}&w=3,1,2,2&s=conv2d_1/kernel=quantized_bits(5,0,alpha=1)` });
  const faults = page.getByRole('list', { name: 'Faults' }).getByRole('listitem');
  const table = page.getByRole('region', { name: 'Code table' });
  await expect(table.getByRole('listitem')).toHaveCount(32);
  await table.getByRole('button', { name: /^flip bit 4 / }).click();
  await expect(faults).toHaveText([/conv2d_1\/kernel\[3,1,2,2\]:flip\(4\)/]);
  await expect(table.locator('.golden')).toHaveCount(1);
  await expect(table.locator('.faulty')).toHaveCount(1);
  await expect(accuracy(page)).toContainText('with the faults');
  await table.locator('[data-word="0"]').getByRole('button', { name: '0', exact: true }).click();
  await expect(faults).toHaveCount(1);
  await expect(table.locator('.faulty, .golden').filter({ hasText: '00000' })).toHaveCount(1);
});

test('the first layer of the residual net: accuracy falls with its range and recovers', async ({ page }) => {
  await openLab(page, {
    hash: '/lab?m=resnet20&n=stem_conv&t=stem_conv/kernel&tab=range&s=stem_conv/kernel=int8(range=minmax,symmetric)',
  });
  await expect(page.getByRole('img', { name: /^Histogram of 432 values/ })).toBeVisible();
  const whole = await settledAccuracy(page);
  expect(whole).toBeGreaterThan(75);
  await dragUpperEnd(page, 0.515);
  const shut = await settledAccuracy(page);
  expect(shut).toBeLessThan(whole - 25);
  await dragUpperEnd(page, 0.92);
  expect(await settledAccuracy(page)).toBeGreaterThan(shut + 25);
  await page.keyboard.press('Control+z');
  expect(await settledAccuracy(page)).toBe(shut);
  await page.keyboard.press('Control+z');
  await expect(expression(page)).toHaveValue('int8(range=minmax,symmetric)');
  expect(await settledAccuracy(page)).toBe(whole);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('no serious finding of axe', async ({ page }) => {
      await openLab(page, { hash: STORED });
      await settledAccuracy(page);
      const { violations } = await new AxeBuilder({ page }).include('.range').analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
      ).toEqual([]);
    });
  });
}
