/** More than twenty broken files, one after the other on one page: each is named with its reason, nothing else changes. */

import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { BROKEN } from './brokenFiles.ts';
import { drop } from './dropFiles.ts';
import { expect, openLab, test } from './lab.ts';

const FAULT = 'conv2d_1/kernel[3,1,2,9]:flip(30)';

test('broken files are refused by name and reason; the open model stays as it is', async ({ page }) => {
  await openLab(page, { hash: `/lab?m=lenet5&i=7&f=${FAULT}` });
  const verdict = page.getByRole('status', { name: 'Verdict' });
  await expect(verdict).toContainText('SDC');
  expect(BROKEN.length).toBeGreaterThanOrEqual(20);
  for (const { files, says } of BROKEN) {
    const [name] = Object.keys(files) as [string];
    await drop(page, files);
    const notice = page.locator('.notice').filter({ hasText: `${name} could not be opened; LeNet-5 stays.` });
    await expect(notice, name).toContainText(says);
    await notice.getByRole('button').click();
  }
  expect(await page.evaluate(() => 'scriptRan' in window)).toBe(false);
  await expect(verdict).toContainText('SDC');
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('flip(30)');
  // Still at work, and still at home.
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('dense/bias[3]:set(nan)');
  await field.press('Enter');
  await expect(verdict).toContainText('DUE');
});

test('an opening that takes too long is given up by Cancel, and the model before answers meanwhile', async ({
  page,
}) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  const verdict = page.getByRole('status', { name: 'Verdict' });
  await expect(verdict).toContainText('No fault');
  await drop(page, { 'slow.zip': slow() });
  const strip = page.getByRole('region', { name: 'A model is being opened' });
  await expect(strip).toContainText('Building the model');
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('dense/bias[3]:set(nan)');
  await field.press('Enter');
  await expect(verdict).toContainText('DUE');
  await strip.getByRole('button', { name: 'Cancel' }).click();
  await expect(strip).toBeHidden();
  await field.fill('dense/bias[4]:flip(30)');
  await field.press('Enter');
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('flip(30)');
  await expect(verdict).toContainText('DUE');
});

/** Within every limit of size, and minutes of arithmetic. */
function slow(): Uint8Array {
  const layer = (class_name: string, config: object) => ({
    class_name,
    config: { name: class_name.toLowerCase(), ...config },
  });
  const layers = [
    layer('InputLayer', { batch_input_shape: [null, 1500, 1500, 1], dtype: 'float32' }),
    layer('Conv2D', { filters: 1, kernel_size: [300, 300], padding: 'same', use_bias: false }),
    layer('GlobalAveragePooling2D', {}),
  ];
  const json = {
    modelTopology: { class_name: 'Sequential', config: { name: 'slow', layers } },
    weightsManifest: [
      { paths: ['w.bin'], weights: [{ name: 'conv2d/kernel', shape: [300, 300, 1, 1], dtype: 'float32' }] },
    ],
  };
  return zipSync({ 'model.json': strToU8(JSON.stringify(json)), 'w.bin': new Uint8Array(360_000) });
}

test('a link to a model that is not here asks for its files and is played with them', async ({ page }) => {
  const [json, weights] = ['model.json', 'weights.bin'].map(
    (name) => new Uint8Array(readFileSync(`public/models/lenet5-tanh/${name}`)),
  ) as [Uint8Array, Uint8Array];
  await openLab(page);
  await drop(page, { 'mine.zip': zipSync({ 'model.json': json, 'weights.bin': weights }) });
  await expect(page.getByText(/mine is open, and kept/)).toBeVisible();
  await expect(page).toHaveURL(/m=[0-9a-f]{12}/);
  const id = /m=([0-9a-f]{12})/.exec(page.url())?.[1] ?? '';
  await page.keyboard.press('m');
  const library = page.getByRole('dialog', { name: 'Models' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    library.getByRole('button', { name: 'Export the files of mine' }).click(),
  ]);
  const path = await download.path();
  await library.getByRole('button', { name: 'Import report of mine' }).click();
  const report = page.getByRole('dialog', { name: 'Import report: mine' });
  await expect(report).toContainText('TensorFlow.js layers model');
  await expect(report).toContainText('61,706 in parameters');
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await library.getByRole('button', { name: 'Forget mine' }).click();
  await expect(library.getByRole('list', { name: 'Models kept in this browser' })).toBeEmpty();
  await openLab(page, { hash: `/lab?m=${id}&f=dense/bias[3]:set(nan)` });
  const strip = page.getByRole('region', { name: 'A link waits for its model' });
  await expect(strip).toContainText(id);
  await drop(page, { 'back.zip': new Uint8Array(readFileSync(path)) });
  await expect(strip).toBeHidden();
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('dense/bias[3]:set(nan)');
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/DUE|SDC|benign|masked/i);
  await expect(page).toHaveURL(new RegExp(`m=${id}`));
});
