/** A campaign on WebGPU, on request: the trials of a run on wasm with the same answers, and what it ran on is said. */
import Papa from 'papaparse';
import { campaign, headless, openScreen, phase, save } from './campaignScreen.ts';
import { expect, openLab, test } from './lab.ts';

/** What was done, and what the model answered; last digits and with them the place where a fault died may differ. */
const ANSWERS = ['trial', 'fault', 'image', 'label', 'goldenTop', 'faultyTop', 'sdc', 'due'];
const answers = (csv: string) =>
  Papa.parse<Record<string, string>>(csv.trim(), { header: true }).data.map((row) =>
    ANSWERS.map((name) => row[name]),
  );

test('a campaign runs on WebGPU, marked as experimental', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await openScreen(page);
  const form = campaign(page);
  await form.getByLabel('What happens').selectOption({ label: 'One bit flips' });
  await form.getByLabel(/^Bits that may be hit/).fill('30');
  await form.getByLabel('Pictures, of').fill('4');
  await form.getByLabel('How many', { exact: true }).selectOption({ label: 'A number of trials' });
  await form.getByLabel('Trials', { exact: true }).fill('12');
  await form.getByLabel('Runs on').selectOption({ label: 'Graphics: WebGPU, experimental' });
  await form.getByRole('button', { name: 'Start' }).click();
  await expect(phase(page)).toContainText('Finished', { timeout: 150_000 });
  await expect(form).toContainText('WebGPU, experimental');
  await expect(form).toContainText('the same after the last trial');
  const rows = await save(page, 'Rows (CSV)');
  const summary = JSON.parse(await save(page, 'Summary (JSON)')) as {
    run: { backend: string; adapter: string };
  };
  expect(summary.run.backend).toBe('webgpu');
  expect(summary.run.adapter).toMatch(/swiftshader/i);
  expect(answers(rows)).toEqual(answers(await headless(await save(page, 'Plan (JSON)'))));
});
