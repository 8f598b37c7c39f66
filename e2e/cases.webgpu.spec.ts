import { cpSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../tools/serve.mjs';
import { REFERENCE_MODELS } from './cases-page/referenceModels.ts';

const FOLDER = fileURLToPath(new URL('./cases-page', import.meta.url));
const BUILT = fileURLToPath(new URL('../.cache/cases-page', import.meta.url));

let server: Server;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  await build({
    configFile: false,
    root: FOLDER,
    base: './',
    logLevel: 'error',
    build: { outDir: BUILT, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  for (const id of REFERENCE_MODELS)
    cpSync(`public/models/${id}`, path.join(BUILT, 'models', id), { recursive: true });
  for (const zoo of ['keras-zoo', 'graph-zoo'])
    cpSync(`src/engine/fixtures/${zoo}.zip`, path.join(BUILT, 'zoo', `${zoo}.zip`));
  const served = await serve(BUILT, { port: '0' });
  server = served.server;
  page = await browser.newPage();
  await page.goto(served.url);
});

test.afterAll(async () => {
  server.close();
  await page.close();
});

test('published flips, NaN table, observations, pictures, memory and bundled models on the software adapter', async () => {
  const names = await page.evaluate(() => window.caseNames);
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    await test.step(name, async () => {
      const { failure } = await page.evaluate((one) => window.runCase(one), name);
      expect.soft(failure, name).toBeNull();
    });
  }
});
