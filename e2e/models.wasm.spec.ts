/** The library and links to models; what is there before the engine; large type. */
import type { Worker } from '@playwright/test';
import { expect, openLab, test } from './lab.ts';

test('a ready fault out of the library, by keys alone', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=3' });
  const verdict = page.getByRole('status', { name: 'Verdict' });
  await expect(verdict).toContainText('No fault');
  await page.keyboard.press('m');
  const library = page.getByRole('dialog', { name: 'Models' });
  await expect(library.getByRole('button', { name: 'LeNet-5, open now' })).toBeFocused();
  const ready = library
    .getByRole('list', { name: 'Ready faults of LeNet-5', exact: true })
    .getByRole('button');
  await expect(ready).toHaveCount(3);
  const wrong = ready.filter({ hasText: 'SDC' });
  for (let i = 0; i < 4 && !(await wrong.evaluate((button) => button === document.activeElement)); i++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(library).toBeHidden();
  await expect(verdict).toContainText('Wrong class');
  await expect(page).toHaveURL(/i=7&.*f=/);
  await page.keyboard.press('Control+z');
  await expect(verdict).toContainText('No fault');
  await expect(page).toHaveURL(/i=3/);
});

test('another model and back: only what is chosen is fetched, the page changes in one step, nothing is left in memory, Cancel leaves all as it was', async ({
  page,
}) => {
  test.slow();
  const fetched = new Set<string>();
  page.on('request', (request) => {
    const [, id, file] = /\/models\/([^/]+)\/(.+)$/.exec(request.url()) ?? [];
    if (id !== undefined && file !== 'picture.png') fetched.add(id);
  });
  await openLab(page, { hash: '/lab?m=lenet5&i=7&f=dense_2/bias[1]:set(1e6)' });
  const verdict = page.getByRole('status', { name: 'Verdict' });
  await expect(verdict).toContainText('7 became 1');
  const [worker] = page.workers() as [Worker];
  const memory = () =>
    worker.evaluate(() => {
      const { _tfengine } = globalThis as unknown as {
        _tfengine: { memory(): { numTensors: number; numBytes: number } };
      };
      const { numTensors, numBytes } = _tfengine.memory();
      return { numTensors, numBytes };
    });
  const before = await memory();
  expect([...fetched]).toEqual(['lenet5']);
  const choose = async (name: string) => {
    await page.keyboard.press('m');
    await page.getByRole('button', { name: `Open ${name}` }).click();
  };
  await choose('EfficientNet-Lite0');
  await expect(page.locator('.model-name')).toHaveText('EfficientNet-Lite0', { timeout: 60_000 });
  await expect(page.getByText('One fault has no place in EfficientNet-Lite0')).toBeVisible();
  await expect(verdict).toContainText('No fault');
  await expect(page).toHaveURL(/m=efficientnet-lite0/);
  expect([...fetched]).toEqual(['lenet5', 'efficientnet-lite0']);
  await page.getByRole('searchbox', { name: 'Find one of 1000 classes' }).fill('toaster');
  await expect(page.getByRole('table', { name: 'Scores by class' }).getByRole('rowheader')).toHaveText(
    'toaster',
  );

  await page.goBack();
  await expect(page.locator('.model-name')).toHaveText('LeNet-5');
  await expect(verdict).toContainText('7 became 1');
  expect(await memory()).toEqual(before);

  await choose('EfficientNet-Lite0');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  await page.getByRole('button', { name: 'Next picture' }).click();
  await expect(page.getByRole('button', { name: /^Input: digit 8/ })).toBeVisible();
  await expect(page.locator('.model-name')).toHaveText('LeNet-5');
});

test('a link to a model nobody knows plays the rest and says so', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=moonshot&i=3' });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('The model says 3');
  await expect(page.getByText('The link names the model "moonshot"')).toBeVisible();
});

test('large type: by the address and by command, the layout follows', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openLab(page, { query: { room: '1' } });
  const tabs = page.getByRole('navigation', { name: 'Panels' });
  await expect(tabs).toBeVisible();
  const sizeOf = () =>
    page
      .getByRole('heading', { name: 'Network' })
      .evaluate((heading) => heading.getBoundingClientRect().height);
  const large = await sizeOf();
  await page.keyboard.press('Shift+T');
  await expect(tabs).toBeHidden();
  expect(large / (await sizeOf())).toBeGreaterThan(1.2);
});

test('the first picture does not wait for the engine', async ({ page }) => {
  // The worker never starts: what is seen came with the page.
  await page.addInitScript(() => {
    window.Worker = class extends EventTarget {
      postMessage() {}
      terminate() {}
    } as unknown as typeof Worker;
  });
  await openLab(page, { hash: '/lab?m=lenet5&i=7&f=dense_2/bias[1]:set(1e6)' });
  await expect(page.getByRole('status', { name: 'Verdict' })).toContainText('your scene runs in a moment');
  await expect(page.getByRole('button', { name: /^conv2d_1, Conv2D 5×5/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Scores by class' })).toContainText('1.00');
});
