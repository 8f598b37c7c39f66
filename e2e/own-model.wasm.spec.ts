/** Models of one's own: dropped on the page, injected into, found again after a reload. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { drop } from './dropFiles.ts';
import { expect, openLab, test } from './lab.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));
const keras = (name: string): Uint8Array => zoo[name] as Uint8Array;
const lenet = (name: string): Uint8Array => new Uint8Array(readFileSync(`public/models/lenet5/${name}`));

/** Run to its end on eight pictures. */
async function smallCampaign(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Campaign', exact: true }).click();
  const campaign = page.getByRole('dialog', { name: 'Campaign' });
  await campaign.getByLabel('Pictures, of').fill('8');
  await campaign.getByLabel('Margin ±').fill('10');
  await campaign.getByRole('button', { name: 'Start' }).click();
  await expect(campaign.getByRole('status', { name: 'Campaign' })).toContainText('Finished', {
    timeout: 60_000,
  });
  return campaign;
}

test.beforeEach(async ({ page }) => {
  await openLab(page);
  await expect(page.getByRole('button', { name: /^conv2d_1, / })).toBeVisible();
});

test('a Keras archive is dropped, hit, and there again after a reload', async ({ page }) => {
  await drop(page, { 'conv2d-groups.keras': keras('conv2d-groups.keras') });
  const conv = page.getByRole('button', { name: /^conv2d, Grouped/ });
  await expect(conv).toHaveAccessibleName(/ReLU/);
  await expect(page.getByText(/conv2d-groups is open, and kept in this browser/)).toBeVisible();
  await conv.click();
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('conv2d/kernel[0,0,0,0]:set(nan)');
  await field.press('Enter');
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('DUE');
  await expect(page).toHaveURL(/m=[0-9a-f]{12}/);
  await page.waitForTimeout(400);
  await page.reload();
  await expect(conv).toHaveAccessibleName(/ReLU/);
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('set(nan)');
});

test("a campaign runs on a model of one's own, and its worst trial replays", async ({ page }) => {
  test.slow();
  await drop(page, { 'two.keras': keras('dense.keras') });
  await expect(page.getByText(/two is open, and kept in this browser/)).toBeVisible();
  const campaign = await smallCampaign(page);
  await campaign
    .getByRole('button', { name: /SDC: .* became|DUE,/ })
    .first()
    .click();
  await expect(campaign).toBeHidden();
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/SDC|DUE/);
  await expect(page.getByRole('banner').getByRole('button', { name: 'two' })).toBeVisible();
});

test('a campaign on a model without classes tells how far outputs moved', async ({ page }) => {
  test.slow();
  await drop(page, { 'groups.keras': keras('conv2d-groups.keras') });
  await expect(page.getByText(/groups is open, and kept in this browser/)).toBeVisible();
  const campaign = await smallCampaign(page);
  await campaign.getByRole('tab', { name: 'Changes' }).click();
  const chart = campaign.getByRole('img', { name: /greatest change of an output/ });
  await expect(chart).toBeVisible();
  await campaign.getByRole('tab', { name: 'Layers and bits' }).click();
  await expect(campaign.getByRole('radio', { name: 'Changed' })).toBeVisible();
  await campaign
    .getByRole('button', { name: /outputs moved by up to/ })
    .first()
    .click();
  await expect(campaign).toBeHidden();
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/changed/i);
});

test('a QKeras file opens with its formats, and a fault hits the code', async ({ page }) => {
  const qkeras = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/qkeras-zoo.zip')));
  await drop(page, { 'network.h5': qkeras['network.h5'] as Uint8Array });
  await expect(page.getByText(/network is open, and kept in this browser/)).toBeVisible();
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('first/kernel[0,0,0,0]:flip(4)');
  await field.press('Enter');
  await expect(page.getByText(/bit 4 as quantized_bits\(5,0,alpha=1\).*code 3/)).toBeVisible();
  // The plan is the model's own: the link says nothing of it.
  await expect(page).toHaveURL(/f=first/);
  expect(page.url()).not.toContain('&s=');
});

test('loose files of TensorFlow.js make a model', async ({ page }) => {
  await drop(page, { 'weights.bin': lenet('weights.bin'), 'model.json': lenet('model.json') });
  await expect(page.getByText(/is open, and kept in this browser/)).toBeVisible();
  await expect(page.getByRole('banner').getByRole('button', { name: 'model', exact: false })).toBeVisible();
});
