/** A picture of one's own as the input: by mouse, by keyboard, out of a file; in the link, and undone as one step. */
import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { expect, openLab, test } from './lab.ts';

const sheet = (page: Page): Locator => page.getByRole('application', { name: /^Sheet of 28 by 28/ });
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Draw a digit' });
const verdict = (page: Page): Locator => page.getByRole('status', { name: 'Verdict' });
const scores = (page: Page): Promise<string> =>
  page.getByRole('table', { name: 'Scores by class' }).innerText();

/** A one, from top to bottom, in the middle of the sheet; corners in cells. */
const ONE = [
  [14.5, 5],
  [14, 14],
  [13.5, 23],
] as const;

async function draw(page: Page, corners: readonly (readonly [number, number])[]): Promise<void> {
  const box = await sheet(page).boundingBox();
  if (box === null) throw new Error('no sheet');
  const cell = box.width / 28;
  for (const [i, [x, y]] of corners.entries()) {
    await page.mouse.move(box.x + x * cell, box.y + y * cell, { steps: 5 });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

test('drawn with the mouse, answered at once, replayed from the link, undone as one step', async ({
  page,
}) => {
  await openLab(page, { hash: '/lab?i=7' });
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  await draw(page, ONE);
  await expect(dialog(page).getByText('The model says 1.')).toBeVisible();
  await draw(page, [
    [10, 23],
    [18, 23],
  ]);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: /^Input: your drawing/ })).toBeVisible();
  await expect(page).toHaveURL(/&px=[\w-]{20,400}(&|$)/);
  await expect(verdict(page)).toContainText('The model says 1.');
  const before = await scores(page);
  // The first stroke is in the address at once, the last a moment after it.
  let link = '';
  const settles = () => {
    const earlier = link;
    link = page.url();
    return link === earlier;
  };
  await expect.poll(settles, { intervals: [300] }).toBe(true);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Input: your drawing/ })).toBeVisible();
  await expect.poll(() => scores(page)).toBe(before);

  await page.getByRole('button', { name: 'Next picture' }).click();
  await expect(page.getByRole('button', { name: /^Input: digit/ })).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('button', { name: /^Input: your drawing/ })).toBeVisible();
});

test('two strokes are one step back', async ({ page }) => {
  await openLab(page, { hash: '/lab?i=7' });
  await expect(verdict(page)).toBeVisible();
  await page.keyboard.press('w');
  await draw(page, ONE);
  await draw(page, [
    [10, 8],
    [14, 5],
  ]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Input: your drawing/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Input: .* picture 7 / })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('drawn with the keyboard', async ({ page }) => {
  await openLab(page);
  await expect(verdict(page)).toBeVisible();
  await page.keyboard.press('w');
  await expect(sheet(page)).toBeFocused();
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowUp');
  await expect(page.getByText('row 5, column 14: paper')).toBeAttached();
  await page.keyboard.press('Space');
  for (let i = 0; i < 17; i++) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('row 22, column 14: inked')).toBeAttached();
  await expect(dialog(page).getByText('The model says 1.')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('row 21, column 14: 100 % ink')).toBeAttached();
  await page.keyboard.press('Delete');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('row 21, column 14: paper')).toBeAttached();
});

test('out of a file, dark on light and light on dark', async ({ page }) => {
  // Choosers are caught from here on: a key would be faster than the catching of its own.
  page.on('filechooser', () => undefined);
  await openLab(page);
  const shown: string[] = [];
  for (const [ground, ink] of [
    [250, 10],
    [0, 255],
  ] as const) {
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    const chosen = page.waitForEvent('filechooser');
    await dialog(page).getByRole('button', { name: 'Open a picture' }).click();
    await (await chosen).setFiles({ name: 'one.png', mimeType: 'image/png', buffer: bar(ground, ink) });
    await expect(dialog(page).getByText('The model says 1.')).toBeVisible();
    shown.push(await dialog(page).getByRole('table').innerText());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
  }
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  const refused = page.waitForEvent('filechooser');
  await dialog(page).getByRole('button', { name: 'Open a picture' }).click();
  await (await refused).setFiles({
    name: 'note.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  });
  await expect(page.getByText(/note\.png could not be read as a picture/)).toBeAttached();
  expect(shown[0]).toContain('1.00');
});

/** A tall bar in the middle of a square picture. */
function bar(ground: number, ink: number): Buffer {
  const png = new PNG({ width: 112, height: 112 });
  for (let i = 0; i < 112 * 112; i++) {
    const [x, y] = [i % 112, Math.floor(i / 112)];
    const grey = x >= 51 && x < 61 && y >= 20 && y < 92 ? ink : ground;
    png.data.set([grey, grey, grey, 255], 4 * i);
  }
  return PNG.sync.write(png);
}
