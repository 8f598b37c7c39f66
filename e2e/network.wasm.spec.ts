/** The network panel: looked at by mouse, keys and touch; hundreds of layers; layouts that take long. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { dragNetwork, framesWhile, serveGraphPage } from './graphPage.ts';
import { expect, openLab, test } from './lab.ts';

const card = (page: Page, id: string): Locator => page.locator(`[data-node="${id}"]`);
const place = async (locator: Locator) => {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
};
/** Until the camera and the cards have come to rest. */
const rest = (page: Page) => page.waitForTimeout(450);

test.describe('LeNet-5', () => {
  test('zooms by wheel, buttons and keys, pans by drag, and fits again', async ({ page }) => {
    await openLab(page);
    const node = card(page, 'conv2d_1');
    const first = await place(node);
    const [x, y] = [first.x + 60, first.y + 20];
    await page.mouse.move(x, y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    const larger = await place(node);
    expect(larger.width).toBeGreaterThan(first.width * 1.1);
    // What is under the pointer stays there.
    expect((x - larger.x) / larger.width).toBeCloseTo((x - first.x) / first.width, 2);
    expect((y - larger.y) / larger.height).toBeCloseTo((y - first.y) / first.height, 1);

    await page.mouse.down();
    await page.mouse.move(x + 50, y - 40, { steps: 5 });
    await page.mouse.up();
    const moved = await place(node);
    expect([moved.x - larger.x, moved.y - larger.y].map(Math.round)).toEqual([50, -40]);
    await expect(node, 'a drag opens no layer').toHaveAttribute('aria-current', 'false');
    await node.click();
    await expect(node).toHaveAttribute('aria-current', 'true');

    await page.getByRole('button', { name: 'Fit the network' }).click();
    await rest(page);
    expect((await place(node)).width).toBeCloseTo(first.width, 0);
    await page.keyboard.press('-');
    await rest(page);
    expect((await place(node)).width).toBeCloseTo(first.width / 1.25, 0);
    await page.keyboard.press('0');
    await rest(page);
    expect((await place(node)).width).toBeCloseTo(first.width, 0);
  });

  test('finds a layer by keys alone', async ({ page }) => {
    await openLab(page);
    await expect(card(page, 'dense_1')).toBeVisible();
    await page.keyboard.press('Control+f');
    const field = page.getByRole('combobox', { name: 'Find a layer' });
    await expect(field).toBeFocused();
    await page.keyboard.type('softmax');
    await expect(page.getByRole('option')).toHaveText(['dense_2Dense, softmax']);
    await page.keyboard.press('Enter');
    await expect(card(page, 'dense_2')).toBeFocused();
    await expect(page.getByRole('region', { name: 'Layer dense_2' })).toBeVisible();
    await page.keyboard.press('Shift+F');
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
    await expect(card(page, 'dense_2')).toBeFocused();
  });

  test('is pinched on a phone', async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 },
      hasTouch: true,
      baseURL: baseURL ?? '',
    });
    const page = await context.newPage();
    await page.goto('./?backend=wasm');
    const node = card(page, 'max_pooling2d');
    await expect(node).toBeVisible();
    await rest(page);
    const first = await place(node);
    const session = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x, y: 400, id })) });
    await touch('touchStart', 150, 220);
    for (let step = 1; step <= 8; step++) await touch('touchMove', 150 - step * 5, 220 + step * 5);
    await touch('touchEnd');
    const larger = await place(node);
    expect(larger.width / first.width).toBeCloseTo(150 / 70, 1);
    await expect(
      page.getByRole('button', { name: 'Network', exact: true }),
      'a pinch opens no layer',
    ).toHaveAttribute('aria-current', 'page');
    await context.close();
  });
});

test.describe('made-up networks', () => {
  let served: Awaited<ReturnType<typeof serveGraphPage>>;
  test.beforeAll(async () => {
    served = await serveGraphPage();
  });
  test.afterAll(() => served.close());
  test.use({
    viewport: { width: 694, height: 800 },
    allowedErrors: [/404/],
    allowedRequests: [/^http:\/\/localhost:/],
  });
  const show = async (page: Page, name: 'branching' | 'dense' | 'wide' | 'slow', corruptFrom?: string) => {
    test.info().annotations.push({ type: 'graph', description: name });
    await page.goto(served.url);
    await page.evaluate(([graph, from]) => window.show(graph, from), [name, corruptFrom] as const);
    await expect(card(page, 'input')).toBeVisible();
  };

  test('a block opens in place under the pointer and closes again, by mouse and by keys', async ({
    page,
  }) => {
    await show(page, 'branching');
    const closed = page.locator('[data-node][data-kind="closed"]');
    const count = await closed.count();
    const block = closed.nth(2);
    const id = (await block.getAttribute('data-node')) ?? '';
    const before = await place(block);
    await page.mouse.click(before.x + 120, before.y + 10);
    await rest(page);
    await expect(card(page, id)).toHaveAttribute('aria-expanded', 'true');
    await expect(card(page, id)).toBeFocused();
    const title = await place(card(page, id));
    expect(Math.abs(title.y - before.y)).toBeLessThan(4);
    // The title is under the pointer: the next click closes the block again.
    await page.mouse.click(before.x + 120, before.y + 10);
    await rest(page);
    await expect(closed).toHaveCount(count);
    expect((await place(card(page, id))).y).toBeCloseTo(before.y, 0);

    await page.keyboard.press('Enter');
    await rest(page);
    await expect(card(page, id)).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowDown');
    const inside = await page.evaluate(() => document.activeElement?.getAttribute('data-node'));
    expect(inside).not.toBe(id);
    await page.keyboard.press('ArrowUp');
    await expect(card(page, id)).toBeFocused();
    await page.keyboard.press(' ');
    await rest(page);
    await expect(closed).toHaveCount(count);
    await expect(card(page, id)).toBeFocused();
  });

  test('arrows reach a layer far out of sight, and find opens the blocks around one', async ({ page }) => {
    await show(page, 'branching');
    await page.getByRole('button', { name: 'Open all blocks' }).click();
    await rest(page);
    const mounted = await page.locator('[data-node]').count();
    expect(mounted, 'only what is near is mounted').toBeLessThan(120);
    await card(page, 'input').focus();
    await page.keyboard.press('End');
    await rest(page);
    const focused = page.locator('[data-node]:focus');
    const box = await place(focused);
    expect(box.y).toBeGreaterThan(40);
    expect(box.y + box.height).toBeLessThanOrEqual(800);

    await page.getByRole('button', { name: 'Close all blocks' }).click();
    await rest(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('pconv30x0');
    await page.keyboard.press('Enter');
    await rest(page);
    await expect(card(page, 'pconv30x0')).toBeFocused();
    expect(await page.evaluate(() => window.openedNode())).toBe('pconv30x0');
    const found = await place(card(page, 'pconv30x0'));
    expect(Math.abs(found.y + found.height / 2 - 420)).toBeLessThan(120);
  });

  test('corruption reaches every card below, red on closed blocks too', async ({ page }) => {
    await show(page, 'branching', 'add4x');
    const last = page.locator('[data-node]').last();
    await expect(last).toHaveAttribute('data-changed', 'true');
    await expect(last).toHaveAccessibleName(/up to .* % changed/);
    await expect(card(page, 'input')).toHaveAttribute('data-changed', 'false');
    expect(await page.locator('path.edge.reached').count()).toBeGreaterThan(3);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious with blocks open and a search, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await show(page, 'branching', 'add4x');
      await page.locator('[data-node][data-kind="closed"]').nth(1).click();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('conv');
      await rest(page);
      const { violations } = await new AxeBuilder({ page }).include('.panel').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    });
  }

  test('400 layers are dragged without a long task', async ({ page }) => {
    await show(page, 'branching');
    await page.getByRole('button', { name: 'Open all blocks' }).click();
    await rest(page);
    const frames = await framesWhile(page, () => dragNetwork(page, 150, 12));
    test.info().annotations.push({ type: 'frames', description: JSON.stringify(frames) });
    // The figures are in bench/network.bench.ts; here only what no machine should need.
    expect(frames.p50Ms).toBeLessThan(60);
    expect(Math.max(0, ...frames.longTasksMs)).toBeLessThan(300);
  });

  test('a network in which every layer reads all before it does not freeze the page', async ({ page }) => {
    await page.goto(served.url);
    const shown = await framesWhile(page, async () => {
      await page.evaluate(() => window.show('dense'));
      await expect(page.getByRole('list', { name: 'Network, 81 nodes' })).toBeAttached();
      await rest(page);
    });
    expect(Math.max(0, ...shown.longTasksMs), 'laid out and painted').toBeLessThan(1000);
    const frames = await framesWhile(page, () => dragNetwork(page, 60, 12));
    expect(Math.max(0, ...frames.longTasksMs)).toBeLessThan(300);
  });

  test('a layout that takes long can be cancelled; the network is there meanwhile', async ({ page }) => {
    // Long on every machine: the worker that arranges does not come.
    await page.route(/layout\.worker/, () => undefined);
    await show(page, 'slow');
    await expect(card(page, 'c0r0x')).toBeVisible();
    const note = page.getByRole('status').filter({ hasText: 'Arranging' });
    await expect(note).toBeVisible();
    await note.getByRole('button', { name: 'Cancel' }).click();
    await expect(note).toBeHidden();
    await expect.poll(() => page.workers().length).toBe(0);
    await expect(card(page, 'c0r0x')).toBeVisible();
  });

  test('lanes give way to another layout where that is better', async ({ page }) => {
    await show(page, 'wide');
    const width = () =>
      page.locator('.graph > svg path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
    // Other ways of its edges: curves instead of corners.
    await expect.poll(async () => (await width()).some((d) => d?.includes('l'))).toBe(true);
    await expect(card(page, 'input')).toBeInViewport();
  });
});
