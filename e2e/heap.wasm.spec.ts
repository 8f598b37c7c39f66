/** What a long session leaves behind: a thousand flips, each drawn, and heap and tensors are where they were. */

import { flipOverAndOver, tensorMemory } from './flips.ts';
import { expect, openLab, test } from './lab.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const MOST_GROWTH_BYTES = 10 * 2 ** 20;

test('a thousand flips leave no heap behind', async ({ page }) => {
  test.setTimeout(300_000);
  await openLab(page, { hash: '/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2' });
  const bit = page.getByRole('button', { name: /^bit 12, / });
  await expect(bit).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const heapBytes = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };
  // Fills what is bounded: the history, the caches.
  await flipOverAndOver(bit, 250);
  const before = { heap: await heapBytes(), tensors: await tensorMemory(page) };
  await flipOverAndOver(bit, 1000);
  await expect(bit).toHaveAttribute('aria-pressed', 'false');
  expect(await tensorMemory(page)).toEqual(before.tensors);
  expect((await heapBytes()) - before.heap, 'bytes').toBeLessThan(MOST_GROWTH_BYTES);
});
