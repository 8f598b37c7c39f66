/** The job of the lab, by mouse: open, look, click a layer, a weight, a bit; see it travel; second fault, undo, link. */
import type { Locator, Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

const node = (page: Page, id: string): Locator => page.getByRole('button', { name: new RegExp(`^${id}, `) });
const verdict = (page: Page): Locator => page.getByRole('status', { name: 'Verdict' });
const faults = (page: Page): Locator => page.getByRole('list', { name: 'Faults' }).getByRole('listitem');
const scores = (page: Page): Promise<string> =>
  page.getByRole('table', { name: 'Scores by class' }).innerText();

const SDC = 'conv2d_1/kernel[3,1,2,2]:flip(30)';
const scene = (...list: string[]): string =>
  `/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2&f=${list.join(';')}`;

test('from the first look to a shared link', async ({ page, context }) => {
  await openLab(page);
  await test.step('the model is there, already run', async () => {
    for (const id of [
      'input',
      'conv2d',
      'max_pooling2d',
      'conv2d_1',
      'max_pooling2d_1',
      'flatten',
      'dense',
      'dense_1',
      'dense_2',
    ]) {
      await expect(node(page, id)).toBeVisible();
    }
    await expect(node(page, 'conv2d_1')).toHaveAccessibleName(/Conv2D 5×5, ReLU, 10×10×16/);
    await expect(page.getByText(/% on held-out data/)).toBeVisible();
  });

  await test.step('a layer opens: channels, then weights', async () => {
    await node(page, 'conv2d_1').click();
    await expect(page.getByRole('region', { name: 'Layer conv2d_1' })).toBeVisible();
    await expect(page.getByRole('img', { name: /^16 tiles/ })).toBeVisible();
    await page.getByRole('tab', { name: 'Weights' }).click();
    await expect(page.getByRole('img', { name: /^16 tiles, one for each filter/ })).toBeVisible();
  });

  await test.step('a weight opens as a word', async () => {
    const picture = page.getByRole('img', { name: /^Golden, filter/ });
    const box = await picture.boundingBox();
    if (box === null) throw new Error('the large picture is not there');
    await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.5);
    await expect(
      page.getByRole('region', { name: 'Word' }).getByText(/^conv2d_1\/kernel\[\d,\d,\d,\d+\]$/),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: /^bit 31, sign/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^bit 23, exponent/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^bit 0, mantissa/ })).toBeVisible();
  });

  await test.step('bit 30 flips without a run button', async () => {
    await page.getByRole('button', { name: /^bit 30, exponent, 0/ }).click();
    await expect(page.getByRole('button', { name: /^bit 30, exponent, 1/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByText(/^1 bit: conv2d_1\/kernel\[.* bit 30, .* -> .*, 0x.* -> 0x/)).toBeVisible();
    await expect(node(page, 'conv2d_1')).toHaveAccessibleName(/1 fault/);
    await expect(faults(page)).toHaveCount(1);
    await expect(page).toHaveURL(/f=conv2d_1\/kernel\[.*\]:flip\(30\)/);
  });

  await test.step('a fault that is silent data corruption, typed', async () => {
    await page.getByRole('combobox', { name: 'Add a fault' }).fill(SDC);
    await page.keyboard.press('Enter');
    await expect(faults(page)).toHaveCount(2);
    await faults(page)
      .nth(0)
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect(faults(page)).toHaveCount(1);
    await expect(verdict(page)).toContainText('7 became 1');
    for (const id of ['conv2d_1', 'max_pooling2d_1', 'flatten', 'dense', 'dense_1', 'dense_2']) {
      await expect(node(page, id)).toHaveAccessibleName(/% changed/);
    }
    for (const id of ['input', 'conv2d', 'max_pooling2d'])
      await expect(node(page, id)).not.toHaveAccessibleName(/changed/);
  });

  await test.step('golden, faulty, difference; G holds golden', async () => {
    await page.getByRole('tab', { name: 'Activations' }).click();
    const mosaic = page.getByRole('img', { name: /^16 tiles/ });
    for (const view of ['Golden', 'Difference', 'Faulty']) {
      await page.getByText(view, { exact: true }).first().click();
      await expect(page.getByRole('radio', { name: view })).toBeChecked();
    }
    const faulty = await mosaic.screenshot();
    await page.locator('body').press('Escape');
    await page.keyboard.down('g');
    await expect.poll(async () => (await mosaic.screenshot()).equals(faulty)).toBe(false);
    await page.keyboard.up('g');
    await expect.poll(async () => (await mosaic.screenshot()).equals(faulty)).toBe(true);
  });

  await test.step('undo, redo, another digit', async () => {
    const before = await scores(page);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(faults(page)).toHaveCount(2);
    await page.getByRole('button', { name: /^Redo/ }).click();
    await expect(faults(page)).toHaveCount(1);
    await expect.poll(() => scores(page)).toBe(before);
    await page.getByRole('button', { name: 'Next picture' }).click();
    await expect(page.getByRole('button', { name: /digit 8, picture 8/ })).toBeVisible();
    await expect(page).toHaveURL(/i=8/);
    await expect(verdict(page)).toContainText('8 became');
  });

  await test.step('the address opened elsewhere replays the scene', async () => {
    const shown = [
      await verdict(page).innerText(),
      await scores(page),
      await page.getByRole('list', { name: 'What was done' }).innerText(),
    ];
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(verdict(other)).toHaveText((shown[0] as string).replaceAll('\n', ''), {
      ignoreCase: false,
      useInnerText: false,
    });
    await expect
      .poll(async () => [
        await verdict(other).innerText(),
        await scores(other),
        await other.getByRole('list', { name: 'What was done' }).innerText(),
      ])
      .toEqual(shown);
    await other.close();
  });
});

test('a link gives the same numbers after a reload', async ({ page }) => {
  await openLab(page, { hash: scene(SDC, 'dense/output[7]:set(3)') });
  await expect(verdict(page)).toContainText('became');
  const shown = [await scores(page), await page.getByRole('list', { name: 'Network, 9 nodes' }).innerText()];
  await page.reload();
  await expect(verdict(page)).toContainText('became');
  await expect
    .poll(async () => [
      await scores(page),
      await page.getByRole('list', { name: 'Network, 9 nodes' }).innerText(),
    ])
    .toEqual(shown);
});

test('NaN is a DUE, counted on the nodes', async ({ page }) => {
  await openLab(page, { hash: scene('conv2d/kernel[0,0,0,0]:set(0xffc00000)') });
  await expect(verdict(page)).toContainText(/DUE|NaN/);
  await expect(node(page, 'conv2d')).toHaveAccessibleName(/784 NaN/);
});

test('a broken fault is refused with a clear line and nothing is lost', async ({ page }) => {
  await openLab(page, { hash: scene(SDC) });
  await expect(verdict(page)).toContainText('7 became 1');
  await page.getByRole('combobox', { name: 'Add a fault' }).fill('conv9/kernel[0]:flip(99)');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/no node conv9|conv9/).first()).toBeVisible();
  await expect(faults(page)).toHaveCount(1);
  await expect(verdict(page)).toContainText('7 became 1');
});

test('broken fields of a link fall back one by one', async ({ page }) => {
  await openLab(page, {
    hash: '/lab?m=lenet5&i=9999&n=nowhere&t=%%%&v=upside&f=not a fault;conv2d/bias[0]:flip(3)',
  });
  await expect(node(page, 'conv2d_1')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Messages' })).not.toBeEmpty();
});
