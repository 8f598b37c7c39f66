/** The campaign's screen, for tests: its parts, its files, and the same campaign without a page. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { openCampaign } from '../src/cli/campaign/campaignBench.ts';
import { readPlan } from '../src/engine/campaign/plan/readPlan.ts';
import { CSV_HEADER, csvLines } from '../src/engine/campaign/report/rowFiles.ts';
import { runColumns } from '../src/engine/campaign/run/runTrials.ts';
import { expect } from './lab.ts';

export const campaign = (page: Page): Locator => page.getByRole('dialog', { name: 'Campaign' });

export const phase = (page: Page): Locator => campaign(page).getByRole('status', { name: 'Campaign' });

/** By its key, which does nothing before the model is open. */
export async function openScreen(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Shift+C');
    await expect(campaign(page)).toBeVisible({ timeout: 2000 });
  }).toPass();
}

/** Opens the campaign's screen and fills in its form. */
export async function plan(page: Page, trials: number): Promise<void> {
  await openScreen(page);
  const form = campaign(page);
  await form.getByLabel('Pictures, of').fill('20');
  await form.getByLabel('How many', { exact: true }).selectOption({ label: 'A number of trials' });
  await form.getByLabel('Trials', { exact: true }).fill(String(trials));
  await form.getByLabel('Seed').fill('7');
}

export async function save(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    campaign(page).getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
}

/** The same plan without a page. */
export async function headless(planText: string): Promise<string> {
  const bench = await openCampaign(readPlan(planText), '.', 'wasm');
  const all = Array.from({ length: bench.campaign.bound.trials }, (_, t) => t);
  const rows = await runColumns(bench.campaign, all);
  bench.dispose();
  return CSV_HEADER + Buffer.from(csvLines(rows)).toString('utf8');
}

export async function expectAccessible(
  page: Page,
  part: string,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include(part).analyze();
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`)),
      colorScheme,
    ).toEqual([]);
  }
}
