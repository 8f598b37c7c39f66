/** Going through the page by keys alone, and proof at every stop that the focus can be seen. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './lab.ts';

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Replaces what the field with the focus holds. */
export async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** What has the focus, where it cannot be seen; empty where it can: on the page, with an outline, inside the window. */
export function unseenFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'nothing has the focus';
    // A radio button that is not drawn has its outline on the words beside it.
    const drawn = element.classList.contains('visually-hidden') ? element.nextElementSibling : element;
    if (drawn === null) return `${element.outerHTML}: nothing is drawn`;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    const { left, right, top, bottom, width, height } = drawn.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    const flaws = [
      ...(outlineStyle === 'none' || outlineWidth === '0px' ? ['no outline'] : []),
      ...(width === 0 || height === 0 ? ['no size'] : []),
      ...(right < 0 || left > innerWidth || bottom < 0 || top > innerHeight ? ['outside the window'] : []),
      ...(drawn.contains(document.elementFromPoint(x, y)) ? [] : ['covered']),
    ];
    return flaws.length === 0 ? '' : `${drawn.outerHTML.slice(0, 160)}: ${flaws.join(', ')}`;
  });
}

/** From tab stop to tab stop until the one that is wanted has the focus; each on the way must be seen. */
export async function tabTo(
  page: Page,
  wanted: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
  most = 60,
): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < most; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    await expect.poll(() => unseenFocus(page)).toBe('');
  }
  throw new Error(`${most} times ${key} did not lead to ${wanted}`);
}
