/** The faults of a scene, by mouse and by keyboard: switches, order, history, ready and random ones, undo. */
import type { Locator, Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

const SDC = 'conv2d_1/kernel[3,1,2,2]:flip(30)';
const OTHER = 'dense_2/output[3]:set(9)';

const verdict = (page: Page): Locator => page.getByRole('status', { name: 'Verdict' });
const faults = (page: Page): Locator =>
  page.getByRole('list', { name: 'Faults', exact: true }).getByRole('listitem');
const popover = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

test('two faults, by mouse: off and on, another order, history, undo', async ({ page }) => {
  await openLab(page, { hash: `/lab?i=7&f=${SDC};${OTHER}` });
  await expect(verdict(page)).toContainText('7 became 3');
  await expect(faults(page).nth(0)).toContainText('0.09084 → 3.091e37');

  await test.step('the second is off: what is left is the first', async () => {
    await page.getByRole('switch', { name: OTHER }).first().click();
    await expect(verdict(page)).toContainText('7 became 1');
    await expect(page).toHaveURL(/&o=1/);
    await expect(page.getByRole('list', { name: 'What was done' }).getByRole('listitem')).toHaveCount(1);
    await page.reload();
    await expect(verdict(page)).toContainText('7 became 1');
    await expect(page.getByRole('switch', { name: OTHER }).first()).not.toBeChecked();
  });

  await test.step('all faults below each other: another order', async () => {
    await page.getByRole('button', { name: 'All faults, 2' }).click();
    const all = popover(page, 'Faults');
    await all.getByRole('switch', { name: OTHER }).click();
    await expect(verdict(page)).toContainText('7 became 3');
    await all.getByRole('button', { name: `Earlier: ${OTHER}` }).click();
    await expect(faults(page).nth(0)).toContainText(OTHER);
    await page.keyboard.press('Escape');
    await expect(all).toBeHidden();
    await expect(page.getByRole('button', { name: 'All faults, 2' })).toBeFocused();
  });

  await test.step('the history in words, and a jump to its beginning and back', async () => {
    await page.getByRole('button', { name: 'History' }).click();
    const history = popover(page, 'History');
    await expect(history.getByRole('listitem')).toHaveText([
      `Moved ${OTHER}now`,
      `Switched on ${OTHER}`,
      'Start with picture 7 and 2 faults',
    ]);
    await history.getByRole('button', { name: /^Start with/ }).click();
    await expect(verdict(page)).toContainText('7 became 1');
    await history.getByRole('button', { name: /^Moved/ }).click();
    await expect(verdict(page)).toContainText('7 became 3');
    await page.keyboard.press('Escape');
  });

  await test.step('undo and redo go the same way', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(faults(page).nth(0)).toContainText(SDC);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(faults(page).nth(0)).toContainText(OTHER);
  });
});

test('the same by keyboard alone', async ({ page }) => {
  await openLab(page, { hash: '/lab?i=7' });
  await expect(verdict(page)).toContainText('No fault');
  const keys = async (...all: readonly string[]) => {
    for (const key of all) await page.keyboard.press(key);
  };
  await keys('/');
  await page.keyboard.type(SDC);
  await keys('Enter');
  await page.keyboard.type(OTHER);
  await keys('Enter', 'Escape');
  await expect(verdict(page)).toContainText('7 became 3');
  await keys('x');
  await expect(verdict(page)).toContainText('7 became 1');

  await keys('l');
  const all = popover(page, 'Faults');
  await expect(all.getByRole('switch', { name: SDC })).toBeFocused();
  await keys('Space');
  await expect(verdict(page)).toContainText('No fault');
  await keys('Space', 'Escape');
  await expect(verdict(page)).toContainText('7 became 1');

  await keys('h');
  const history = popover(page, 'History');
  await expect(history.getByRole('button', { name: /^Switched on/ })).toBeFocused();
  await keys('Tab', 'Tab', 'Tab', 'Enter');
  await expect(verdict(page)).toContainText('7 became 3');
  await keys('Escape', 'Control+z');
  await expect(faults(page)).toHaveCount(1);
  await keys('Control+Shift+z', 'Backspace');
  await expect(faults(page)).toHaveCount(1);
  await keys('Shift+Backspace');
  await expect(verdict(page)).toContainText('No fault');
});

test('each ready fault does what it is called', async ({ page }) => {
  const names = { masked: 'Masked', SDC: 'Wrong class', DUE: 'Not a number' } as const;
  for (const [kind, name] of Object.entries(names)) {
    await openLab(page, { hash: '/lab?i=3' });
    await page.getByRole('list', { name: 'Scenes to try' }).getByRole('button', { name }).click();
    await expect(verdict(page)).toHaveAttribute('data-verdict', kind);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(verdict(page)).toContainText('No fault');
    await expect(page).toHaveURL(/i=3/);
  }
});

test('random faults: the same seed draws the same, reset keeps it, a new one is another', async ({
  page,
}) => {
  await openLab(page, { hash: '/lab?i=7&r=42' });
  const texts = () =>
    page.getByRole('list', { name: 'Faults', exact: true }).locator('.fault-show').allInnerTexts();
  const plain = async () => (await texts()).map((text) => text.replaceAll(/\s/g, ''));
  await page.getByRole('button', { name: 'Random fault' }).click();
  await page.keyboard.press('r');
  await expect(faults(page)).toHaveCount(2);
  const drawn = await plain();
  await expect(page).toHaveURL(/r=42,2/);

  await page.getByRole('button', { name: /^Seed 42/ }).click();
  const seed = popover(page, 'Random faults');
  await expect(seed.getByText('Drawn so far: 2.')).toBeVisible();
  await seed.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('list', { name: 'Faults', exact: true })).toBeHidden();
  await expect(seed.getByLabel('Seed')).toHaveValue('42');
  await seed.getByRole('button', { name: 'Random fault' }).click();
  await seed.getByRole('button', { name: 'Random fault' }).click();
  expect(await plain()).toEqual(drawn);
  await seed.getByText('Activations').click();
  await seed.getByRole('button', { name: 'Random fault' }).click();
  await expect(faults(page).nth(2)).toContainText('/output[');
  await seed.getByRole('button', { name: 'New seed' }).click();
  await expect(seed.getByLabel('Seed')).not.toHaveValue('42');
  await expect(page).toHaveURL(/r=\d+,0,activations/);
});

test('twenty faults, long names and a phone: nothing is cut off or scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  const many = Array.from(
    { length: 20 },
    (_, i) => `max_pooling2d_1/output[${i % 5},2,${i % 16}]:flip(${i})`,
  );
  await openLab(page, { hash: `/lab?i=7&f=${many.join(';')}&o=3` });
  await page
    .getByRole('navigation', { name: 'Panels' })
    .getByRole('button', { name: /^Faults/ })
    .click();
  await expect(faults(page)).toHaveCount(20);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  for (const i of [0, 19]) {
    const chip = faults(page).nth(i);
    await chip.scrollIntoViewIfNeeded();
    const box = await chip.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 375).toBe(true);
    await expect(chip).toContainText(many[i] as string);
  }
  await page.getByRole('button', { name: 'Random fault' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(popover(page, 'History')).toBeVisible();
});
