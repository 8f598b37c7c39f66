/** Without a network after one visit, under a sub-path; and a new version that waits until it is asked for. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeServiceWorker } from '../tools/offline-plugin.mjs';
import { serve } from '../tools/serve.mjs';
import { expect, test } from './lab.ts';

const FAULT = '#/lab?m=lenet5&i=7&f=dense_2/bias[1]:set(1e6)';
const verdict = (page: Page) => page.getByRole('status', { name: 'Verdict' });

test.use({ serviceWorkers: 'allow', allowedRequests: [/^http:\/\/localhost:\d+\/lab\//] });

let root: string;
let server: Server;
let lab: string;

test.beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'offline-'));
  cpSync('dist', join(root, 'lab'), { recursive: true });
  const served = await serve(root, { port: '0' });
  server = served.server;
  lab = `${served.url}lab/`;
});

test.afterEach(() => {
  cutNetwork();
  rmSync(root, { recursive: true });
});

function cutNetwork(): void {
  server.closeAllConnections();
  server.close();
}

/** Opens the lab and waits until everything is kept. */
async function visit(page: Page): Promise<void> {
  await page.goto(`${lab}?backend=wasm`);
  await expect(verdict(page)).toContainText('No fault');
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

test('the lab runs with the network cut after one visit', async ({ page }) => {
  await visit(page);
  cutNetwork();
  await page.goto('about:blank');
  await page.goto(`${lab}?backend=wasm${FAULT}`);
  await expect(verdict(page)).toContainText('7 became 1');
  await page.keyboard.press('m');
  const picture = page.getByRole('dialog', { name: 'Models' }).locator('img').first();
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  // A tab of its own has nothing in memory.
  const other = await page.context().newPage();
  await other.goto(`${lab}#/numbers`);
  await expect(other.getByRole('heading').first()).toBeVisible();
});

test('a model that was opened once opens again without a network', async ({ page }) => {
  test.slow();
  await visit(page);
  await page.goto(`${lab}?backend=wasm#/lab?m=efficientnet-lite0&i=0`);
  await expect(verdict(page)).toContainText('tiger cat', { timeout: 60_000 });
  await expect
    .poll(() =>
      page.evaluate(async () =>
        (await (await caches.open('bitflip-lab-files')).keys()).some(({ url }) =>
          /efficientnet-lite0\/weights/.test(url),
        ),
      ),
    )
    .toBe(true);
  cutNetwork();
  await page.goto('about:blank');
  await page.goto(`${lab}?backend=wasm#/lab?m=efficientnet-lite0&i=0&f=dense/kernel[349,859]:flip(30)`);
  await expect(verdict(page)).toContainText('toaster', { timeout: 60_000 });
});

test('a new version is announced, and taken when the person says so', async ({ page }) => {
  await visit(page);
  const folder = join(root, 'lab');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  writeFileSync(join(folder, 'index.html'), html.replace('<title>', '<title>New '));
  await writeServiceWorker(folder);

  await page.reload();
  await expect(verdict(page)).toContainText('No fault');
  expect(await page.title()).toBe('Bitflip Lab');
  await expect(page.getByText('A new version of the lab is here')).toBeVisible();
  await page.getByRole('combobox', { name: 'Add a fault' }).fill('dense_2/bias[1]:set(1e6)');
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toContainText('7 became 1');
  expect(await page.title()).toBe('Bitflip Lab');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle('New Bitflip Lab');
  await expect(verdict(page)).toContainText('7 became 1');
  // What the old version alone used is gone.
  const keys = await page.evaluate(async () =>
    (await (await caches.open('bitflip-lab-files')).keys()).map(({ url }) => url),
  );
  expect(keys.filter((url) => url.includes('/index.html?'))).toHaveLength(1);
});
