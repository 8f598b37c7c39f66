/** Many flips of one bit, and what the worker's engine holds. */
import type { Locator, Page, Worker } from '@playwright/test';

/** Clicks the bit over and over, each time as soon as the last reply is on the screen. `times` is even: no fault stays. */
export function flipOverAndOver(bit: Locator, times: number): Promise<void> {
  return bit.evaluate(async (button, count) => {
    const told = (): number => document.querySelectorAll('[aria-label="What was done"] li').length;
    for (let i = 0; i < count; i++) {
      const wanted = told() === 0 ? 1 : 0;
      (button as HTMLButtonElement).click();
      while (told() !== wanted) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }, times);
}

/** Tensors of the first worker of the page, and their bytes. */
export function tensorMemory(page: Page): Promise<{ numTensors: number; numBytes: number }> {
  const [worker] = page.workers() as [Worker];
  return worker.evaluate(() => {
    const { _tfengine } = globalThis as unknown as {
      _tfengine: { memory(): { numTensors: number; numBytes: number } };
    };
    const { numTensors, numBytes } = _tfengine.memory();
    return { numTensors, numBytes };
  });
}
