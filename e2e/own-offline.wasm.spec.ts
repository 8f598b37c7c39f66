/** A person's own models by drag and drop, one of each form: hit, there after a reload, and without a network. */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { unzipSync, zipSync } from 'fflate';
import { serve } from '../tools/serve.mjs';
import { drop } from './dropFiles.ts';
import { expect, test } from './lab.ts';

test.use({ serviceWorkers: 'allow', allowedRequests: [/^http:\/\/localhost:\d+\//] });

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));
const lenet = (name: string): Uint8Array => new Uint8Array(readFileSync(`public/models/lenet5/${name}`));
const folder = { 'model.json': lenet('model.json'), 'weights.bin': lenet('weights.bin') };
const tanh = Object.fromEntries(
  Object.keys(folder).map((name) => [
    name,
    new Uint8Array(readFileSync(`public/models/lenet5-tanh/${name}`)),
  ]),
);

const OWN: readonly (readonly [name: string, files: Readonly<Record<string, Uint8Array>>, fault: string])[] =
  [
    ['saved', { 'saved.h5': zoo['dense.h5'] as Uint8Array }, 'dense/kernel[0,0]:set(nan)'],
    [
      'archive',
      { 'archive.keras': zoo['conv2d-groups.keras'] as Uint8Array },
      'conv2d/kernel[0,0,0,0]:set(nan)',
    ],
    ['packed', { 'packed.zip': zipSync(tanh) }, 'dense/bias[3]:set(nan)'],
    [
      'model',
      { 'weights.bin': folder['weights.bin'], 'model.json': folder['model.json'] },
      'dense/bias[3]:set(nan)',
    ],
  ];

let server: Server;
let address: string;
test.beforeEach(async () => {
  const served = await serve('dist', { port: '0' });
  server = served.server;
  address = `${served.url}?backend=wasm`;
});
test.afterEach(() => void server.close());

test('an .h5, a .keras, a zip and loose files', async ({ page }) => {
  await page.goto(address);
  const verdict = page.getByRole('status', { name: 'Verdict' });
  await expect(verdict).toContainText('No fault');
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 50));
  });
  for (const [name, files, fault] of OWN) {
    await drop(page, files);
    await expect(page.getByText(`${name} is open, and kept in this browser`)).toBeVisible();
    const field = page.getByRole('combobox', { name: 'Add a fault' });
    await field.fill(fault);
    await field.press('Enter');
    await expect(page.getByRole('list', { name: 'Faults' })).toContainText(fault.split('[')[0] as string);
    await expect(verdict).not.toContainText('No fault');
  }
  server.closeAllConnections();
  server.close();
  await page.waitForTimeout(400);
  await page.reload();
  await expect(page.getByRole('banner').getByRole('button', { name: /^model/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('dense/bias');
  for (const [name] of OWN) {
    await page.keyboard.press('m');
    const library = page.getByRole('dialog', { name: 'Models' });
    const kept = library.getByRole('list', { name: 'Models kept in this browser' });
    await kept.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(library).toBeHidden();
    await expect(
      page.getByRole('banner').getByRole('button', { name: new RegExp(`^${name}`) }),
    ).toBeVisible();
    await expect(verdict).toBeVisible();
  }
});
