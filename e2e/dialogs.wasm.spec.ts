/** Dialogs under fast fingers and a busy page. */
import { expect, openLab, test } from './lab.ts';

test('a key right after Escape finds the dialog closed', async ({ page }) => {
  await openLab(page);
  // Before the model is open the key does nothing.
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('No fault');
  const dialog = page.getByRole('dialog', { name: 'Share this scene' });
  await page.keyboard.press('e');
  await expect(dialog).toBeVisible();
  // Both keys wait for a busy page, and are handled one right after the other.
  await page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 500;
      while (performance.now() < end);
    });
  });
  await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('e')]);
  // What would close it late has closed it by now.
  await page.waitForTimeout(300);
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
