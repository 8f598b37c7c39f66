/** A graphics device that is lost under a scene. */
import type { Worker } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

test('a lost graphics device is replaced and the scene replayed', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=7&f=dense_2/bias[1]:set(1e6)' });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('7 became 1');
  const [worker] = page.workers() as [Worker];
  await worker.evaluate(() => {
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (...args) {
      GPUDevice.prototype.createCommandEncoder = createCommandEncoder;
      setTimeout(() => this.destroy());
      return createCommandEncoder.apply(this, args);
    };
  });
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('dense_2/bias[3]:set(1e9)');
  await field.press('Enter');
  await expect(page.getByText(/started again/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('7 became 3', {
    timeout: 60_000,
  });
});
