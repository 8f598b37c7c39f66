/** Campaigns in the tab: by form from the first trial to the last, and the same rows as a run without a page. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, Worker } from '@playwright/test';
import { openCampaign } from '../src/cli/campaign/campaignBench.ts';
import { type Schema, violations } from '../src/cli/testing/jsonSchema.ts';
import { readPlan } from '../src/engine/campaign/plan/readPlan.ts';
import { CSV_HEADER, csvLine } from '../src/engine/campaign/report/rowFiles.ts';
import { runTrials } from '../src/engine/campaign/run/runTrials.ts';
import { expect, openLab, test } from './lab.ts';

const TRIALS = 200;

const campaign = (page: Page) => page.getByRole('dialog', { name: 'Campaign' });
const phase = (page: Page) => campaign(page).getByRole('status', { name: 'Campaign' });

/** Opens the campaign's screen and fills in its form. */
async function plan(page: Page, trials = TRIALS): Promise<void> {
  await page.getByRole('button', { name: 'Campaign' }).click();
  const form = campaign(page);
  await form.getByLabel('Pictures, of').fill('20');
  await form.getByLabel('How many', { exact: true }).selectOption({ label: 'A number of trials' });
  await form.getByLabel('Trials', { exact: true }).fill(String(trials));
  await form.getByLabel('Seed').fill('7');
}

const save = async (page: Page, name: string): Promise<string> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    campaign(page).getByRole('button', { name }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
};

/** The same plan without a page. */
async function headless(planText: string): Promise<string> {
  const bench = await openCampaign(readPlan(planText), '.', 'wasm');
  const all = Array.from({ length: bench.campaign.bound.trials }, (_, t) => t);
  const rows = await runTrials(bench.campaign, all);
  bench.dispose();
  return CSV_HEADER + rows.map(csvLine).join('');
}

test('a campaign by form: told in words, run to its end, the rows of a headless run, the worst replayed', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await plan(page);
  const words = campaign(page).getByRole('region', { name: 'The plan in words' });
  await expect(words).toContainText('1,974,592 possible faults');
  await expect(words).toContainText('That is 200 trials.');
  await campaign(page).getByRole('button', { name: 'Start' }).click();
  await expect(phase(page)).toContainText('Finished', { timeout: 120_000 });
  await expect(campaign(page)).toContainText('200 of 200 trials');
  await expect(campaign(page)).toContainText('the same after the last trial');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('.campaign').analyze();
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
      colorScheme,
    ).toEqual([]);
  }
  const planText = await save(page, 'Plan (JSON)');
  expect(await save(page, 'Rows (CSV)')).toBe(await headless(planText));
  const summary = JSON.parse(await save(page, 'Summary (JSON)')) as Record<string, unknown>;
  const schema = JSON.parse(await readFile('docs/schema/campaign.schema.json', 'utf8')) as Schema;
  expect(violations(summary, schema)).toEqual([]);
  const report = await save(page, 'Report (HTML)');
  expect(report).toContain('<!doctype html>');
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

test('a reload and a dead worker in mid-run: going on gives the rows of an uninterrupted run', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await plan(page, 3000);
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
  await campaign(page).getByRole('button', { name: 'Go on' }).click();
  await expect(phase(page)).toContainText('Running', { timeout: 60_000 });
  await killOne(desk);
  await expect(phase(page)).toContainText('A worker died and was replaced', { timeout: 60_000 });
  await expect(phase(page)).toContainText('Finished', { timeout: 120_000 });
  expect(await save(page, 'Rows (CSV)')).toBe(await headless(planText));
  await campaign(page).getByRole('button', { name: 'Discard' }).click();
  await campaign(page).getByRole('button', { name: 'Discard 3,000 trials' }).click();
  await expect(campaign(page).getByRole('button', { name: 'Start' })).toBeVisible();
  await expect(campaign(page).getByRole('list', { name: 'Campaigns kept' })).toHaveCount(0);
});
