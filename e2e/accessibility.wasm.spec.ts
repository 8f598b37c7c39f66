/** No serious finding of axe on any screen or dialog; no motion where none is wanted; no sideways scrolling at 320 px. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

const SDC = 'conv2d_1/kernel[3,1,2,2]:flip(30)';
const SCENE = `/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2&f=${SDC};dense/output[7]:set(nan)`;
const PANELS = ['Outcome', 'Network', 'Layer', 'Faults'];

/** Names, roles and the like are the same in the dark, where only contrast is measured again. */
async function findings(page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );
}

async function openScene(page: Page): Promise<void> {
  await openLab(page, { hash: SCENE });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText(/NaN|became/);
  await expect(page.getByRole('region', { name: 'Word' })).toBeVisible();
}

const showPanel = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name }).click();

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('screen and dialogs', async ({ page }) => {
      test.slow();
      await openScene(page);
      expect(await findings(page, colorScheme), 'weights').toEqual([]);
      await page.getByRole('tab', { name: 'Activations' }).click();
      await expect(page.getByRole('img', { name: /^16 tiles/ })).toBeVisible();
      expect(await findings(page, colorScheme), 'activations').toEqual([]);
      for (const [key, dialog] of [
        ['?', 'Keys and help'],
        ['Control+k', 'Commands'],
        ['c', 'Choose a picture'],
        ['w', 'Draw a digit'],
        ['s', 'Share this scene'],
        ['e', 'Share this scene'],
        ['l', 'Faults'],
        ['h', 'History'],
      ] as const) {
        await page.keyboard.press(key);
        await expect(page.getByRole('dialog', { name: new RegExp(`^${dialog}`) })).toBeVisible();
        expect(await findings(page, colorScheme), dialog).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });

    test('panels of a small screen', async ({ page }) => {
      await page.setViewportSize({ width: 375, height: 812 });
      await openLab(page, { hash: SCENE });
      for (const panel of PANELS) {
        await showPanel(page, panel);
        expect(await findings(page, colorScheme), panel).toEqual([]);
      }
    });
  });
}

test.describe('reduced motion', () => {
  test.use({ reducedMotion: 'reduce' });

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
    await page.waitForTimeout(300);
    expect(
      await page.evaluate(() => (window as unknown as { seenAnimations: string[] }).seenAnimations),
    ).toEqual([]);
  });
});

test('320 px wide, nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openLab(page, { hash: SCENE });
  for (const panel of PANELS) {
    await showPanel(page, panel);
    await page.waitForTimeout(100);
    const wide = await page.evaluate(() =>
      [document.documentElement, document.body, ...document.querySelectorAll('main, main *, .foot')]
        .filter((element) => {
          const { overflowX } = getComputedStyle(element);
          const scrolls =
            overflowX === 'auto' || overflowX === 'scroll' || element === document.documentElement;
          return scrolls && element.scrollWidth > element.clientWidth;
        })
        .map(
          (element) =>
            `${element.tagName} ${element.className} ${element.scrollWidth} > ${element.clientWidth}`,
        ),
    );
    expect(wide, panel).toEqual([]);
    const right = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('button, input, canvas')].map(
          (e) => e.getBoundingClientRect().right,
        ),
      ),
    );
    expect(right, `${panel}: right edge of the widest control`).toBeLessThanOrEqual(320);
  }
});
