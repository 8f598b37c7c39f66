/** The plan of a campaign in the tab: form, text, files and fault lists. */
import { campaign, expectAccessible, headless, openScreen, phase, save } from './campaignScreen.ts';
import { expect, openLab, test } from './lab.ts';

test('a plan goes from file to form to text and back; what is wrong is said', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await openScreen(page);
  const words = campaign(page).getByRole('region', { name: 'The plan in words' });
  const open = async (name: string, text: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      campaign(page).getByRole('button', { name: 'Open a plan' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
  };
  await open(
    'sampled.yaml',
    'fault: {kind: stuck}\nsampling: {kind: uniform-over-layers, size: 500}\nseed: 5\n',
  );
  await expect(campaign(page).getByLabel('What happens')).toHaveValue('stuck');
  await expect(campaign(page).getByLabel('Trials', { exact: true })).toHaveValue('500');
  await expect(words).toContainText('3,949,184 possible faults');
  await expect(words).toContainText('counts 308 times a bit of');
  await campaign(page).getByText('Allocation and weights of 5 strata').click();
  await expect(campaign(page).getByRole('row', { name: /^dense_2 54,400 1.38 % 20 % 100$/ })).toBeVisible();
  await campaign(page).getByText('More', { exact: true }).click();
  await expectAccessible(page, '.campaign');
  await campaign(page).getByRole('button', { name: 'Edit as text' }).click();
  const text = campaign(page).getByLabel('The plan as text');
  await text.fill((await text.inputValue()).replace('seed: 5', 'seed: five'));
  await expect(words).toContainText('seed: got "five"');
  await expect(campaign(page).getByRole('button', { name: 'Start' })).toBeDisabled();
  await text.fill((await text.inputValue()).replace('seed: five', 'seed: 6'));
  await campaign(page).getByRole('button', { name: 'Back to the form' }).click();
  await expect(campaign(page).getByLabel('Seed')).toHaveValue('6');
  await open('own.yaml', 'inputs: {from: own.npy}\n');
  await expect(words).toContainText('Open those of the plan first');
  await expect(text).toHaveValue('inputs: {from: own.npy}\n');
});

test('the form offers as many pictures as there are', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=resnet20' });
  await openScreen(page);
  const form = campaign(page);
  const words = form.getByRole('region', { name: 'The plan in words' });
  await expect(form.getByLabel('Pictures, of 40 in the gallery')).toHaveValue('40');
  await expect(words).toContainText('40 images');
  await form.getByLabel('Pictures, of').fill('41');
  await expect(words).toContainText('there is no picture 40; the gallery has 0 to 39');
  await expect(form.getByRole('button', { name: 'Start' })).toBeDisabled();
  await form.getByText('More', { exact: true }).click();
  await expect(form.getByLabel('Pictures are from').getByRole('option')).toHaveText(['The gallery']);

  await openLab(page, { hash: '/lab?m=lenet5' });
  await openScreen(page);
  await expect(form.getByLabel('Pictures, of 200 in the gallery')).toHaveValue('100');
  await form.getByText('More', { exact: true }).click();
  await form.getByLabel('Pictures are from').selectOption({ label: 'Pictures held out' });
  await expect(form.getByLabel('Pictures, of 1500 held out')).toHaveValue('100');
});

test('a fault list of another tool runs as it is given, and leaves as a list again', async ({ page }) => {
  test.setTimeout(120_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  await openScreen(page);
  const list =
    'Injection,Layer,TensorIndex,Bit\n0,dense_2.weight,"(3, 7)",30\n1,conv2d.weight,"(1, 0, 2, 4)",30\n2,dense_1.bias,"(5,)",29\n';
  await campaign(page).getByLabel('Drawn', { exact: true }).selectOption({ label: 'Given faults' });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    campaign(page).getByRole('button', { name: 'Read a CSV' }).click(),
  ]);
  await chooser.setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await expect(campaign(page).getByRole('status', { name: 'Fault list' })).toHaveText(
    '3 faults from list.csv.',
  );
  await campaign(page).getByLabel('A trial is').selectOption({ label: 'One fault on all pictures' });
  await campaign(page).getByLabel('Pictures, of').fill('10');
  await campaign(page).getByRole('button', { name: 'Start' }).click();
  await expect(phase(page)).toContainText('Finished', { timeout: 60_000 });
  const planText = await save(page, 'Plan (JSON)');
  expect(await save(page, 'Rows (CSV)')).toBe(await headless(planText));
  await campaign(page).getByRole('button', { name: 'More files' }).click();
  expect(await save(page, 'Fault list (PyTorch order)')).toBe(list);
});
