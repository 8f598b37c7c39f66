/** Campaigns in the tab: by form from the first trial to the last, and the same rows as a run without a page. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Worker } from '@playwright/test';
import { type Schema, violations } from '../src/cli/testing/jsonSchema.ts';
import { campaign, expectAccessible, headless, phase, plan, save } from './campaignScreen.ts';
import { expect, openLab, test } from './lab.ts';
import { longestTaskMs } from './mainThread.ts';

test('a campaign by form: told in words, run to its end, the rows of a headless run, the worst replayed', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await plan(page, 200);
  const words = campaign(page).getByRole('region', { name: 'The plan in words' });
  await expect(words).toContainText('1,974,592 possible faults');
  await expect(words).toContainText('That is 200 trials.');
  await campaign(page).getByRole('button', { name: 'Start' }).click();
  await expect(phase(page)).toContainText('Finished', { timeout: 120_000 });
  await expect(campaign(page)).toContainText('200 of 200 trials');
  await expect(campaign(page)).toContainText('the same after the last trial');
  await expectAccessible(page, '.campaign');
  const planText = await save(page, 'Plan (JSON)');
  expect(await save(page, 'Rows (CSV)')).toBe(await headless(planText));
  const summary = JSON.parse(await save(page, 'Summary (JSON)')) as Record<string, unknown>;
  const schema = JSON.parse(await readFile('docs/schema/campaign.schema.json', 'utf8')) as Schema;
  expect(violations(summary, schema)).toEqual([]);

  const views = campaign(page).getByRole('tablist', { name: 'Results' });
  const place = await views.boundingBox();
  for (const [view, chart] of [
    ['Channels', 'SDC or DUE by channel'],
    ['Changes', 'Shares of pictures by how far the top score moved'],
    ['Masking', 'Where and why faults died'],
  ] as const) {
    await views.getByRole('tab', { name: view }).click();
    await expect(campaign(page).getByRole('img', { name: chart })).toBeVisible();
    await expectAccessible(page, '.campaign', ['dark']);
    // The tabs stay under the pointer, and a small screen has to be scrolled in one direction only.
    expect((await views.boundingBox())?.y).toBe(place?.y);
    await page.setViewportSize({ width: 375, height: 812 });
    const content = page.locator('.dialog-content:has(.campaign)');
    expect(await content.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await campaign(page).getByRole('button', { name: 'More files' }).click();
  await campaign(page).getByLabel('A chart').selectOption({ label: 'Layer x bit' });
  expect(await save(page, 'SVG')).toMatch(/^<svg xmlns=.*conv2d_1/s);
  expect((await save(page, 'PNG')).slice(1, 4)).toBe('PNG');

  const report = await save(page, 'Report (HTML)');
  const reading = await page.context().newPage();
  await reading.setContent(report);
  await expect(reading.getByRole('heading', { level: 1 })).toHaveText('Faults in LeNet-5');
  await expect(reading.getByRole('img', { name: 'Where and why faults died' })).toBeVisible();
  await expect(reading.locator('script, link, img, iframe')).toHaveCount(0);
  expect((await new AxeBuilder({ page: reading }).analyze()).violations).toEqual([]);
  await reading.close();

  await views.getByRole('tab', { name: 'Layers and bits' }).click();
  await campaign(page).getByRole('button', { name: 'Show on the network' }).click();
  const rates = page.getByRole('region', { name: 'Rates on the network' });
  await expect(page.getByRole('button', { name: /^dense_1, .*SDC or DUE .* trials$/ })).toBeVisible();
  await expectAccessible(page, '.graph-frame');
  await rates.getByRole('combobox').selectOption({ label: 'Masked' });
  await expect(page.getByRole('button', { name: /^dense_1, .*Masked .* trials$/ })).toBeVisible();
  await rates.getByRole('button', { name: 'Hide' }).click();
  await expect(rates).toBeHidden();

  await page.getByRole('button', { name: 'Campaign 100 %' }).click();
  await campaign(page)
    .getByRole('button', { name: /SDC: .* became/ })
    .first()
    .click();
  await expect(campaign(page)).toBeHidden();
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('became');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('No fault');
});

/** Keeps the workers that a desk starts from now on where a test can end them. */
async function keepWorkers(desk: Worker): Promise<void> {
  await desk.evaluate(() => {
    const Plain = self.Worker;
    const kept: { terminate(): void }[] = [];
    Object.assign(self, {
      keptWorkers: kept,
      Worker: class extends Plain {
        constructor(...args: ConstructorParameters<typeof Plain>) {
          super(...args);
          kept.push(this);
        }
      },
    });
  });
}

const killOne = (desk: Worker): Promise<void> =>
  desk.evaluate(() =>
    (self as unknown as { keptWorkers: { terminate(): void }[] }).keptWorkers[0]?.terminate(),
  );

/** So many that a fast machine is not done before it is interrupted. */
const MANY = 60_000;

test('a reload and a dead worker in mid-run: going on gives the rows of an uninterrupted run', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await plan(page, MANY);
  const planText = await save(page, 'Save the plan');
  await campaign(page).getByRole('button', { name: 'Start' }).click();
  await expect(campaign(page).getByRole('table', { name: 'Rates by layer' })).toBeVisible({
    timeout: 60_000,
  });
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await page.getByRole('button', { name: 'Campaign unfinished' }).click();
  await expect(campaign(page)).toContainText('Unfinished');
  await campaign(page).getByRole('button', { name: /^Show/ }).click();
  await expect(phase(page)).toContainText('Paused');
  const desk = page.workers().find((worker) => worker.url().includes('campaignDesk')) as Worker;
  await keepWorkers(desk);
  const longestMs = await longestTaskMs(page, async () => {
    await campaign(page).getByRole('button', { name: 'Go on' }).click();
    await expect(phase(page)).toContainText('Running', { timeout: 60_000 });
    await killOne(desk);
    await expect(phase(page)).toContainText('A worker died and was replaced', { timeout: 60_000 });
    await expect(phase(page)).toContainText('Finished', { timeout: 120_000 });
  });
  // Thousands of rows a second, and tables that follow them.
  expect(longestMs).toBeLessThan(50);
  // Compared first: a difference of two such texts takes minutes to print.
  expect((await save(page, 'Rows (CSV)')) === (await headless(planText))).toBe(true);
  await campaign(page).getByRole('button', { name: 'Discard' }).click();
  await campaign(page).getByRole('button', { name: 'Discard 60,000 trials' }).click();
  await expect(campaign(page).getByRole('button', { name: 'Start' })).toBeVisible();
  await expect(campaign(page).getByRole('list', { name: 'Campaigns kept' })).toHaveCount(0);
});
