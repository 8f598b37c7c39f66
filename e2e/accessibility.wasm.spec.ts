/** No serious finding of axe on any screen or dialog, light and dark; no sideways scrolling at 320 px. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openScreen, SCREENS } from '../tools/screen-list.mjs';
import { expect, openLab, test } from './lab.ts';

const SDC = 'conv2d_1/kernel[3,1,2,2]:flip(30)';
const SCENE = `/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2&f=${SDC};dense/output[7]:set(nan)`;
const PANELS = ['Outcome', 'Network', 'Layer', 'Faults'];

/** Serious findings in the light, and in the dark, where only contrast differs. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  return [...light.violations, ...dark.violations]
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );
}

/** Screens that differ where all panels are in sight. */
const WIDE = [...new Map(SCREENS.map((screen) => [`${screen.hash} ${screen.key}`, screen])).values()];

const showPanel = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name }).click();

test.use({ reducedMotion: 'reduce' });

for (const screen of WIDE)
  test(screen.name, async ({ page, baseURL }) => {
    await openScreen(page, `${baseURL}?backend=wasm`, screen);
    expect(await findings(page)).toEqual([]);
  });

test('panels of a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await openLab(page, { hash: SCENE });
  for (const panel of PANELS) {
    await showPanel(page, panel);
    expect(await findings(page), panel).toEqual([]);
  }
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
