/** What a long session leaves behind: a thousand flips, and the heap of the page is where it was. */
import { expect, openLab, test } from './lab.ts';

// Recorded traces hold on to what the page has let go.
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } });

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
  const flip = (count: number) =>
    bit.evaluate(async (button, times) => {
      for (let i = 0; i < times; i++) {
        (button as HTMLButtonElement).click();
        await new Promise((resolve) => setTimeout(resolve));
      }
    }, count);
  // Fills what is bounded: the history, the caches.
  await flip(250);
  const before = await heapBytes();
  await flip(1000);
  await expect(bit).toHaveAttribute('aria-pressed', 'false');
  expect((await heapBytes()) - before, 'bytes').toBeLessThan(MOST_GROWTH_BYTES);
});
