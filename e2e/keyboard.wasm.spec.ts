/** The job of the lab by keyboard alone: no pointer event is sent anywhere in this file. */
import type { Locator, Page } from '@playwright/test';
import { tabTo } from './keyStops.ts';
import { expect, openLab, test } from './lab.ts';

const node = (page: Page, id: string): Locator => page.getByRole('button', { name: new RegExp(`^${id}, `) });
const faults = (page: Page): Locator => page.getByRole('list', { name: 'Faults' }).getByRole('listitem');
const verdict = (page: Page): Locator => page.getByRole('status', { name: 'Verdict' });

test('from the first look to another digit', async ({ page }) => {
  await openLab(page);
  const press = (...keys: readonly string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const word = page.getByRole('region', { name: 'Word' });

  await test.step('a node is reached and opened', async () => {
    await tabTo(page, node(page, 'conv2d'));
    await press('Home');
    await expect(node(page, 'input')).toBeFocused();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    await expect(node(page, 'conv2d_1')).toBeFocused();
    await press('Enter');
    await expect(page.getByRole('region', { name: 'Layer conv2d_1' })).toBeVisible();
  });

  await test.step('its weights', async () => {
    await tabTo(page, page.getByRole('tab', { name: 'Activations' }));
    await press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Weights' })).toBeFocused();
    await expect(page.getByRole('tab', { name: 'Weights' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('the cursor moves from weight to weight and says where it is', async () => {
    await tabTo(page, page.getByRole('application', { name: /^Elements of conv2d_1\/kernel/ }));
    await press('ArrowUp', 'ArrowLeft', 'PageDown');
    const [place] = (await word.getByText(/^conv2d_1\/kernel\[/).innerText()).match(/\d+,\d+,\d+,\d+/) ?? [
      '',
    ];
    await expect(page.getByText(`index ${place.replaceAll(',', ', ')}: `)).toBeAttached();
    await press('ArrowDown', 'ArrowRight', 'PageUp');
    await expect(word.getByText('conv2d_1/kernel[4,2,2,2]')).toBeVisible();
  });

  await test.step('bit 30 flips, and the network runs', async () => {
    await tabTo(page, page.getByRole('button', { name: /^bit 30, exponent, 0/ }));
    await press('ArrowLeft');
    await expect(page.getByRole('button', { name: /^bit 31, sign/ })).toBeFocused();
    await press('ArrowRight', 'Space');
    await expect(page.getByRole('button', { name: /^bit 30, exponent, 1/ })).toBeFocused();
    await expect(faults(page)).toHaveText([/conv2d_1\/kernel\[4,2,2,2\]:flip\(30\)/]);
    await expect(verdict(page)).toContainText('7 became 1');
    await expect(node(page, 'dense_2')).toHaveAccessibleName(/100 % changed/);
  });

  await test.step('golden while G is held, difference, faulty', async () => {
    const shown = (view: string) => page.getByRole('radio', { name: view });
    await page.keyboard.down('g');
    await expect(shown('Golden')).toBeChecked();
    await page.keyboard.up('g');
    await expect(shown('Faulty')).toBeChecked();
    await press('d');
    await expect(shown('Difference')).toBeChecked();
    await tabTo(page, shown('Difference'), 'Shift+Tab');
    await press('ArrowLeft');
    await expect(shown('Faulty')).toBeChecked();
  });

  await test.step('a second fault as text, the first one taken away', async () => {
    await press('/');
    await expect(page.getByRole('combobox', { name: 'Add a fault' })).toBeFocused();
    await page.keyboard.type('dense_2/bias[3]:set(1e9)');
    await press('Enter');
    await expect(faults(page)).toHaveCount(2);
    await tabTo(page, page.getByRole('button', { name: /^Remove conv2d_1/ }), 'Shift+Tab');
    await press('Enter');
    await expect(faults(page)).toHaveCount(1);
    await expect(verdict(page)).toContainText('7 became 3');
    await expect(page.getByRole('button', { name: /^Remove dense_2/ })).toBeFocused();
  });

  await test.step('undo and redo', async () => {
    await press('Control+z');
    await expect(faults(page)).toHaveCount(2);
    await press('Control+Shift+z');
    await expect(faults(page)).toHaveCount(1);
  });

  await test.step('the next picture, by key and by name', async () => {
    await press('n');
    await expect(page.getByRole('button', { name: /^Input: .* picture 8 / })).toBeVisible();
    await press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
    await page.keyboard.type('next pic');
    await press('Enter');
    await expect(page.getByRole('button', { name: /^Input: .* picture 9 / })).toBeVisible();
  });

  await test.step('a picture out of the gallery', async () => {
    await press('c');
    await expect(page.getByRole('button', { name: /, picture 9$/ })).toBeFocused();
    await press('ArrowLeft', 'Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Input: .* picture 8 / })).toBeVisible();
  });

  await test.step('help opens and gives the focus back', async () => {
    await tabTo(page, node(page, 'conv2d_1'));
    await press('?');
    await expect(page.getByRole('dialog', { name: 'Keys and help' })).toBeVisible();
    await press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(node(page, 'conv2d_1')).toBeFocused();
  });
});

test('on a small screen the focus follows the panels', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await openLab(page);
  await tabTo(page, node(page, 'conv2d'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Layer max_pooling2d' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Activations' })).toBeFocused();
});
