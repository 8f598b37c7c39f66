/** A campaign by keyboard alone, from the plan to the report: no pointer event is sent anywhere in this file. */
import { readFile } from 'node:fs/promises';
import { campaign, openScreen, phase } from './campaignScreen.ts';
import { press, retype, tabTo, unseenFocus } from './keyStops.ts';
import { expect, openLab, test } from './lab.ts';

test('planned, run, paused, gone on with, read, replayed and exported by keys', async ({ page }) => {
  test.setTimeout(180_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7' });
  const form = campaign(page);
  const button = (name: string | RegExp) => form.getByRole('button', { name, exact: true });
  const told = form.locator('.campaign-told-cell');

  await test.step('the form opens out of the palette, at its first field', async () => {
    await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('No fault');
    await press(page, 'Control+k');
    await page.keyboard.type('campaign many');
    await press(page, 'Enter');
    await expect(form.getByLabel('What is hit')).toBeFocused();
  });

  await test.step('the plan is set up', async () => {
    await tabTo(page, form.getByLabel(/^Bits that may be hit/));
    await retype(page, '20:31');
    await tabTo(page, form.getByLabel('Pictures, of'));
    await retype(page, '20');
    await tabTo(page, form.getByLabel('How many', { exact: true }));
    await press(page, 'ArrowDown');
    await tabTo(page, form.getByLabel('Trials', { exact: true }));
    await retype(page, '60000');
    await tabTo(page, form.getByText('More', { exact: true }));
    await press(page, 'Enter');
    await tabTo(page, form.getByLabel('Title'));
    await page.keyboard.type('By keys');
    await expect(form.getByRole('region', { name: 'The plan in words' })).toContainText('60,000 trials');
  });

  await test.step('it starts, pauses and goes on, and the focus stays on what does it', async () => {
    await tabTo(page, button('Start'));
    await press(page, 'Enter');
    await expect(button('Pause')).toBeFocused();
    await expect(form.getByRole('table', { name: 'Rates by layer' })).toBeVisible({ timeout: 60_000 });
    await press(page, 'Enter');
    await expect(phase(page)).toContainText('Paused', { timeout: 30_000 });
    await expect(button('Go on')).toBeFocused();
    expect(await unseenFocus(page)).toBe('');
    await press(page, 'Enter');
    await expect(phase(page)).toContainText('Running', { timeout: 60_000 });
    await expect(phase(page)).toContainText('Finished', { timeout: 120_000 });
    await expect(button('New campaign')).toBeFocused();
  });

  await test.step('the plan in words is unfolded', async () => {
    await tabTo(page, form.getByText('The plan in words'));
    await press(page, 'Enter');
    await expect(form.getByText(/possible faults/)).toBeVisible();
  });

  await test.step('cell after cell of layers against bits', async () => {
    await tabTo(page, form.getByRole('tab', { name: 'Layers and bits' }));
    await tabTo(page, form.getByRole('radio', { name: 'SDC or DUE' }));
    await press(page, 'ArrowRight');
    await expect(form.getByRole('radio', { name: 'SDC', exact: true })).toBeChecked();
    await tabTo(page, form.getByRole('grid', { name: 'Layer x bit' }).locator('tbody td').first());
    await expect(told).toContainText('conv2d, bit 31: ');
    await press(page, 'ArrowRight', 'ArrowDown');
    await expect(told).toContainText('conv2d_1, bit 30: ');
    expect(await unseenFocus(page)).toBe('');
    await press(page, 'End', 'Control+End');
    await expect(told).toContainText('dense_2, bit 20: ');
  });

  await test.step('every view and its charts', async () => {
    const overview = form.getByRole('tab', { name: 'Layers and bits' });
    await tabTo(page, overview, 'Shift+Tab');
    await press(page, 'ArrowRight');
    await expect(form.getByRole('table', { name: 'Surest to be high' })).toBeVisible();
    await tabTo(page, form.getByRole('application', { name: 'Cells: SDC by channel' }));
    await press(page, 'ArrowRight');
    await expect(told).toContainText(/channel 1/);
    for (const view of ['Changes', 'Masking', 'Error rates']) {
      await tabTo(page, form.getByRole('tab', { selected: true }), 'Shift+Tab');
      await press(page, 'ArrowRight');
      await expect(form.getByRole('tab', { name: view })).toBeFocused();
      await expect(form.getByRole('tab', { name: view })).toHaveAttribute('aria-selected', 'true');
    }
    await press(page, 'Home');
    await expect(overview).toBeFocused();
  });

  await test.step('the worst trial is replayed in the lab', async () => {
    await tabTo(page, form.getByRole('button', { name: /SDC: .* became/ }).first());
    await press(page, 'Enter');
    await expect(form).toBeHidden();
    await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('became');
    const chip = page.getByRole('list', { name: 'Faults' }).getByRole('button', { name: /flip/ }).first();
    await expect(chip).toBeFocused();
    expect(await unseenFocus(page)).toBe('');
    await press(page, 'Control+z');
    await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('No fault');
  });

  await test.step('back to the campaign: its report as a file', async () => {
    await openScreen(page);
    await expect(button('New campaign')).toBeFocused();
    await tabTo(page, button('Report (HTML)'));
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Enter')]);
    expect(await readFile(await file.path(), 'utf8')).toContain('By keys');
    await press(page, 'Escape');
    await expect(form).toBeHidden();
  });
});
