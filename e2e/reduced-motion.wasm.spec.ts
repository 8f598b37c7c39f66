/** No animation and no transition where the person wants none: not at the start, not when a fault travels, in no dialog. */
import type { Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

const SCENE =
  '/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2&f=conv2d_1/kernel[3,1,2,2]:flip(30);dense/output[7]:set(nan)';

test.use({ reducedMotion: 'reduce' });

async function openScene(page: Page): Promise<void> {
  await openLab(page, { hash: SCENE });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/NaN|became/);
  await expect(page.getByRole('region', { name: 'Word' })).toBeVisible();
}

test('nothing moves, not even while the lab opens or a fault travels', async ({ page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    const look = (): void => {
      for (const animation of document.getAnimations())
        seen.push(String((animation.effect as KeyframeEffect | null)?.target?.className));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { seenAnimations: seen });
  });
  await openScene(page);
  await page.getByRole('button', { name: /^bit 30, exponent/ }).click();
  await expect(page.getByRole('list', { name: 'Faults' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('tab', { name: 'Activations' }).click();
  await page.getByRole('button', { name: 'Next picture' }).click();
  await expect(page.getByRole('button', { name: /^Input: .* picture 8 / })).toBeVisible();
  for (const key of ['m', 'c', '?', 'Control+k']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(300);
  expect(
    await page.evaluate(() => (window as unknown as { seenAnimations: string[] }).seenAnimations),
  ).toEqual([]);
});
