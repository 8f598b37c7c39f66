/** A series of campaigns over error rates: one after the other, over reloads too. */
import type { Page } from '@playwright/test';
import { campaign, openScreen, phase, save } from './campaignScreen.ts';
import { expect, openLab, test } from './lab.ts';

async function startSeries(page: Page, rates: string, trials: number): Promise<void> {
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await openScreen(page);
  await campaign(page).getByLabel('At once').selectOption({ label: 'An error rate: each on its own' });
  await campaign(page).getByLabel('Error rates').fill(rates);
  await campaign(page).getByLabel('How many', { exact: true }).selectOption({ label: 'A number of trials' });
  await campaign(page).getByLabel('Trials', { exact: true }).fill(String(trials));
  await expect(campaign(page)).toContainText(`A series of ${rates.split(',').length} campaigns`);
  await campaign(page).getByRole('button', { name: 'Start' }).click();
}

const kept = (page: Page) => campaign(page).getByRole('list', { name: 'Campaigns kept' });
const rates = (page: Page) => campaign(page).getByRole('table', { name: 'Accuracy by error rate' });

test('one campaign after the other, accuracy against the rate', async ({ page }) => {
  test.setTimeout(120_000);
  await startSeries(page, '1e-6, 1e-4', 40);
  await campaign(page).getByRole('tab', { name: 'Error rates' }).click({ timeout: 60_000 });
  await expect(rates(page).getByRole('row', { name: /^0.000001 / })).toBeVisible({ timeout: 60_000 });
  await expect(rates(page).getByRole('row', { name: /^0.0001 / })).toBeVisible({ timeout: 60_000 });
  await expect(phase(page)).toContainText('Finished', { timeout: 60_000 });
  const report = await save(page, 'Report (HTML)');
  expect(report).toContain('Accuracy against the bit error rate');
});

test('after a reload in mid-run the whole series goes on', async ({ page }) => {
  test.setTimeout(180_000);
  await startSeries(page, '1e-6, 1e-5, 1e-4', 4000);
  await expect(campaign(page)).toContainText('2 more campaigns of the series follow.');
  await expect(phase(page)).toContainText('Running', { timeout: 60_000 });
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await page.getByRole('button', { name: 'Campaign unfinished' }).click();
  await expect(kept(page)).toContainText(
    /Unfinished: LeNet-5, [\d,]+ of 4,000 trials.*, then 2 more of its series/,
  );
  await kept(page)
    .getByRole('button', { name: /^Go on/ })
    .click();
  await expect(campaign(page)).toContainText('2 more campaigns of the series follow.');
  await campaign(page).getByRole('tab', { name: 'Error rates' }).click({ timeout: 60_000 });
  await expect(rates(page).getByRole('row')).toHaveCount(4, { timeout: 120_000 });
  await expect(phase(page)).toContainText('Finished', { timeout: 60_000 });
  await campaign(page).getByRole('button', { name: 'New campaign' }).click();
  await expect(kept(page).getByRole('listitem').filter({ hasText: 'Finished' })).toHaveCount(3);
  await expect(kept(page)).not.toContainText('series');
});

test('a series none of which has begun waits over a reload and goes on', async ({ page }) => {
  test.setTimeout(120_000);
  // The worker that would run it never comes.
  let held = 0;
  await page.route(/campaignDesk/, () => void held++);
  await startSeries(page, '1e-6, 1e-5', 30);
  await expect.poll(() => held).toBeGreaterThan(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await page.getByRole('button', { name: 'Campaign unfinished' }).click();
  await expect(kept(page)).toHaveText(/Waiting: LeNet-5, 2 of a series, error rates 0.000001, 0.00001/);
  await kept(page)
    .getByRole('button', { name: /^Go on/ })
    .click();
  const follows = campaign(page).getByText('One more campaign of the series follows.');
  await expect(follows).toBeVisible();
  await expect(follows).toBeHidden({ timeout: 60_000 });
  await expect(phase(page)).toContainText('Finished', { timeout: 60_000 });
  await campaign(page).getByRole('button', { name: 'New campaign' }).click();
  await expect(kept(page).getByRole('listitem')).toHaveCount(2);
  await expect(kept(page)).not.toContainText('Waiting');
});

test('what waits is discarded with the campaign that it waits for', async ({ page }) => {
  test.setTimeout(120_000);
  await startSeries(page, '1e-6, 1e-5', 20_000);
  await expect(phase(page)).toContainText('Running', { timeout: 60_000 });
  await campaign(page).getByRole('button', { name: 'Plan another' }).click();
  await expect(kept(page)).toContainText('At the desk');
  await expect(kept(page)).toContainText('then one more of its series');
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await page.getByRole('button', { name: 'Campaign unfinished' }).click();
  await kept(page)
    .getByRole('button', { name: /^Discard/ })
    .click();
  await expect(kept(page)).toHaveCount(0);
  await page.reload();
  await openScreen(page);
  await expect(campaign(page).getByRole('button', { name: 'Start' })).toBeEnabled();
  await expect(kept(page)).toHaveCount(0);
});
