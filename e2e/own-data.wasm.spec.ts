/** Data of one's own: dropped on the page, prepared, hit, swept, found again after a reload; what does not fit is refused. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { drop } from './dropFiles.ts';
import { expect, openLab, test } from './lab.ts';

const given = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/datasets.zip')));
const file = (path: string): Uint8Array => given[path] as Uint8Array;
const picture = (page: Page) => page.getByRole('button', { name: /^Input: / });
const data = (page: Page) => page.getByRole('dialog', { name: 'Data of your own' });

test('a zip of labelled pictures: gallery, fault, reload, still there', async ({ page }) => {
  await openLab(page);
  await expect(picture(page)).toHaveAccessibleName(/picture 7 of mnist/);
  await drop(page, { 'digits.zip': file('pictures/folders.zip') });
  await expect(page.getByText('digits.zip: 20 items, labelled. Kept in this browser')).toBeVisible();
  await expect(picture(page)).toHaveAccessibleName(/digit 0, picture 0 of digits\.zip/);
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'digit 5, picture 13' }).click();
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('The model says 5.');
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('conv2d_1/kernel[3,1,2,9]:flip(30)');
  await field.press('Enter');
  await expect(page).toHaveURL(/d=[0-9a-f]{12}&i=13/);
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('5 became 7');
  await page.waitForTimeout(400);
  await page.reload();
  await expect(picture(page)).toHaveAccessibleName(/digit 5, picture 13 of digits\.zip/);
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('flip(30)');
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('5 became 7');
});

test('the preparation is chosen, shown, and stands in the link', async ({ page }) => {
  await openLab(page);
  await drop(page, { 'photo.png': file('pictures/RGB.png') });
  await expect(picture(page)).toHaveAccessibleName(/picture 0 of photo\.png/);
  await page.getByTitle('How these data are prepared').click();
  await expect(data(page).getByText('As it is 31 × 24')).toBeVisible();
  await data(page).getByLabel('Size', { exact: true }).selectOption('stretch');
  await data(page).getByLabel('Numbers').selectOption('-1..1');
  await expect(page).toHaveURL(/dp=stretch,-1\.\.1/);
  await data(page).getByLabel('Invert light and dark').check();
  await expect(page).toHaveURL(/dp=stretch,-1\.\.1,invert/);
  await data(page).getByRole('button', { name: 'Back to the pictures of LeNet-5' }).click();
  await expect(page).not.toHaveURL(/&d=/);
  await data(page)
    .getByRole('button', { name: /^photo\.png/ })
    .click();
  await expect(page).toHaveURL(/&d=[0-9a-f]{12}/);
  await data(page).getByRole('button', { name: 'Forget photo.png' }).click();
  await expect(data(page).getByRole('list', { name: 'Data kept in this browser' })).toBeHidden();
});

test('random tensors, the same from a link', async ({ page }) => {
  await openLab(page);
  await expect(picture(page)).toBeVisible();
  await page.keyboard.press('o');
  await data(page).getByLabel('Seed').fill('9');
  await data(page).getByRole('button', { name: 'Use as input' }).click();
  await expect(page).toHaveURL(/d=made&dp=uniform\(0,1,seed=9\)/);
  await data(page).getByRole('button', { name: 'Close' }).click();
  const scores = page.getByRole('table', { name: 'Scores by class' });
  const before = await scores.innerText();
  await page.reload();
  await expect(picture(page)).toHaveAccessibleName(/uniform\(0,1,seed=9\)/);
  await expect.poll(() => scores.innerText()).toBe(before);
});

test('a link to data that are not here asks for the file, and goes on when it comes', async ({ page }) => {
  await openLab(page);
  await drop(page, { 'mnist.csv': file('csv/mnist.csv') });
  await expect(picture(page)).toHaveAccessibleName(/digit 0, picture 0 of mnist\.csv/);
  await page.getByRole('button', { name: 'Next picture' }).click();
  await expect(page).toHaveURL(/&d=[0-9a-f]{12}&i=1/);
  const link = new URL(page.url()).hash;
  await page.keyboard.press('o');
  const forget = data(page).getByRole('button', { name: 'Forget mnist.csv' });
  await forget.click();
  await expect(forget).toBeHidden();
  await openLab(page, { hash: link });
  await expect(page.getByText(/This link shows data that this browser does not have/)).toBeVisible();
  await drop(page, { 'mnist.csv': file('csv/mnist.csv') });
  await expect(picture(page)).toHaveAccessibleName(/digit 1, picture 1 of mnist\.csv/);
});

const BROKEN: readonly (readonly [string, Readonly<Record<string, Uint8Array>>, RegExp])[] = [
  [
    'a wrong shape',
    { 'wrong.npy': file('npy/wrong.npy') },
    /wrong\.npy holds float32 \[5,32,31\].*takes \[28,28,1\]/,
  ],
  ['complex numbers', { 'complex.npy': file('npy/complex.npy') }, /complex\.npy: the \.npy file holds "<c8"/],
  [
    'a cut IDX file',
    { 'a-ubyte': file('idx/t10k-images-idx3-ubyte').subarray(0, 900) },
    /a-ubyte: the IDX file says/,
  ],
  ['a ragged table', { 'ragged.csv': file('csv/ragged.csv') }, /ragged\.csv: row 2 has 2 columns/],
  [
    'a damaged picture',
    { 'cut.png': file('pictures/RGB.png').subarray(0, 200) },
    /cut\.png: the PNG file could not be read/,
  ],
];
test('what cannot be read or does not fit is refused by name, and the input stays', async ({ page }) => {
  await openLab(page);
  for (const [, files, message] of BROKEN) {
    await drop(page, files);
    await expect(page.getByText(message).first()).toBeVisible();
    await expect(picture(page)).toHaveAccessibleName(/picture 7 of mnist/);
  }
});

test('a campaign over own data', async ({ page }) => {
  test.slow();
  await openLab(page);
  await drop(page, { 'digits.npz': file('npz/digits.npz') });
  await expect(picture(page)).toHaveAccessibleName(/picture 0 of digits\.npz/);
  await page.getByRole('button', { name: 'Campaign', exact: true }).click();
  const campaign = page.getByRole('dialog', { name: 'Campaign' });
  await expect(campaign.getByLabel('Pictures, of 20 in your data')).toHaveValue('20');
  await campaign.getByLabel('How many').selectOption('number');
  await campaign.getByLabel('Trials').fill('200');
  await campaign.getByRole('button', { name: 'Start' }).click();
  await expect(campaign.getByRole('status', { name: 'Campaign' })).toContainText('Finished', {
    timeout: 60_000,
  });
  const worst = campaign.getByRole('button', { name: /SDC: .* became|DUE,/ }).first();
  await worst.click();
  await expect(picture(page)).toHaveAccessibleName(/of digits\.npz/);
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/SDC|DUE/);
});
