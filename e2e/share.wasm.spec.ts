/** What leaves the lab: links, frames in other pages, files, a command line. Each is used, not only looked at. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Download, Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { expect, openLab, test } from './lab.ts';

const SDC = 'conv2d_1/kernel[3,1,2,2]:flip(30)';
const OTHER = 'dense/output[7]:set(3)';
const HASH = `/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/output&v=diff&f=${SDC};${OTHER}&o=1`;

const verdict = (page: Page): Locator => page.getByRole('status', { name: 'Verdict' });
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Share this scene' });
const done = (page: Page): Promise<string[]> =>
  page.getByRole('list', { name: 'What was done' }).getByRole('listitem').allInnerTexts();

async function open(page: Page): Promise<void> {
  await openLab(page, { hash: HASH });
  await expect(verdict(page)).toContainText('7 became 1');
}

async function save(page: Page, name: string): Promise<Download> {
  await page.keyboard.press('e');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name, exact: true }).click(),
  ]);
  await page.keyboard.press('Escape');
  return download;
}

const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());

/** A page of another origin, on a server of its own: browsers tell a page that only looks like one. */
async function serveLesson(html: string): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/lesson` };
}

/** Shape and words of a version 1 .npy file of float32. */
function npy(bytes: Uint8Array): { readonly header: string; readonly words: Uint32Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 10 + view.getUint16(8, true);
  const header = Buffer.from(bytes.subarray(10, start)).toString('latin1');
  const words = Uint32Array.from({ length: (bytes.length - start) / 4 }, (_, i) =>
    view.getUint32(start + 4 * i, true),
  );
  return { header, words };
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a link, by mouse: copied, hidden parts, QR code; opened elsewhere it is the same scene', async ({
  page,
  context,
}) => {
  await open(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(dialog(page).getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Copy: Link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`f=${SDC};${OTHER}&o=1`);
  await dialog(page).getByRole('checkbox', { name: 'Which bit hurts' }).check();
  await dialog(page).getByRole('checkbox', { name: 'Share and export' }).check();
  const forClass = await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue();

  const other = await context.newPage();
  await other.goto(link);
  await expect(verdict(other)).toContainText('7 became 1');
  expect(await done(other)).toEqual(await done(page));
  await expect(other.getByRole('switch', { name: OTHER })).not.toBeChecked();
  await expect(other.getByText('Which bit hurts')).toBeVisible();

  await other.goto('about:blank');
  await other.goto(forClass);
  await expect(verdict(other)).toContainText('7 became 1');
  await expect(other.getByText('Which bit hurts')).toBeHidden();
  await expect(other.getByRole('button', { name: 'Share', exact: true })).toBeHidden();
  await other.keyboard.press('s');
  await expect(other.getByRole('dialog')).toHaveCount(0);
});

test('a link, by keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('s');
  await expect(dialog(page).getByRole('button', { name: 'Copy: Link' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The link to this scene is copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(SDC);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(dialog(page).getByRole('tab', { name: 'Link' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(dialog(page).getByRole('textbox', { name: 'HTML' })).toHaveValue(/^<iframe /);
  await page.keyboard.press('ArrowRight');
  await expect(dialog(page).getByRole('textbox', { name: 'Command line' })).toHaveValue(/^bitflip inject/);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('every part that a link can hide is hidden by it', async ({ page }) => {
  const parts: readonly (readonly [key: string, part: Locator])[] = [
    ['model', page.getByRole('button', { name: /LeNet-5/ })],
    ['picture', page.getByRole('button', { name: 'Choose', exact: true })],
    ['faults', page.getByRole('combobox', { name: 'Add a fault' })],
    ['chance', page.getByRole('button', { name: 'Random fault' })],
    ['hurts', page.getByText('Which bit hurts')],
    ['verdict', verdict(page)],
    ['layer', page.getByRole('region', { name: 'Word' })],
    ['share', page.getByRole('button', { name: 'Share', exact: true })],
  ];
  await open(page);
  for (const [, part] of parts) await expect(part.first()).toBeVisible();
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `${HASH}&h=${parts.map(([key]) => key).join(',')}`,
  );
  for (const [key, part] of parts) await expect(part, key).toBeHidden();
});

test.describe(() => {
  test.use({ allowedRequests: [/^http:\/\/127\.0\.0\.1:/], allowedErrors: [/favicon/] });

  test('a frame in another page: no head, no focus, no wheel before a click, and a way out', async ({
    page,
    context,
    baseURL,
  }) => {
    await open(page);
    await page.keyboard.press('s');
    await dialog(page).getByRole('tab', { name: 'Embed' }).click();
    const snippet = await dialog(page).getByRole('textbox', { name: 'HTML' }).inputValue();

    const host = await context.newPage();
    const lesson = await serveLesson(
      `<!doctype html><input aria-label="own"><div style="height:80px"></div>${snippet}<div style="height:3000px"></div>`,
    );
    await host.goto(lesson.url);
    await host.getByLabel('own').focus();
    const frame = host.frameLocator('iframe');
    await expect(frame.getByRole('status', { name: 'Verdict' })).toContainText('7 became 1');
    await expect(frame.getByRole('button', { name: /^conv2d_1, / })).toBeVisible();
    await expect(frame.getByRole('heading', { level: 1 })).toHaveCount(0);
    await expect(host.getByLabel('own')).toBeFocused();

    const box = await host.locator('iframe').boundingBox();
    if (box === null) throw new Error('the frame is not there');
    await host.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
    await host.mouse.wheel(0, 300);
    await expect.poll(() => host.evaluate(() => scrollY)).toBeGreaterThan(100);

    await expect(frame.getByRole('link', { name: /Open in the lab/ })).toHaveAttribute(
      'href',
      new RegExp(`^${baseURL}#/lab\\?.*${SDC.replace(/[[\]().]/g, '\\$&')}`),
    );
    const [lab] = await Promise.all([
      context.waitForEvent('page'),
      frame.getByRole('link', { name: /Open in the lab/ }).click(),
    ]);
    await expect(verdict(lab)).toContainText('7 became 1');
    lesson.server.close();
  });
});

test('the heatmap is a picture with its scale', async ({ page }) => {
  await open(page);
  const download = await save(page, 'Save the heatmap (PNG)');
  expect(download.suggestedFilename()).toBe('lenet5-conv2d_1-output-difference.png');
  const { width, height, data } = PNG.sync.read(await bytesOf(download));
  expect(width).toBe(1600);
  const colours = new Set<number>();
  for (let i = 0; i < width * height; i++) colours.add(data.readUInt32BE(4 * i) >>> 8);
  // Beyond the scale, the ground of equal words, and both ends of the ramp.
  for (const colour of [0x8a0e1a, 0xeeeeec, 0xf9cccc, 0xd1242f]) expect(colours).toContain(colour);
});

test('the network is an SVG file with every node', async ({ page }) => {
  await open(page);
  const svg = (await bytesOf(await save(page, 'Save the network (SVG)'))).toString();
  const facts = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? null,
      texts: [...parsed.querySelectorAll('text')].map((each) => each.textContent),
      paths: parsed.querySelectorAll('path').length,
      pictures: parsed.querySelectorAll('image').length,
    };
  }, svg);
  expect(facts.error).toBeNull();
  expect(facts.texts).toEqual(expect.arrayContaining(['input', 'conv2d_1', 'dense_2', '1 fault']));
  expect(facts.paths).toBeGreaterThanOrEqual(8);
  expect(facts.pictures).toBeGreaterThanOrEqual(9);
});

test('tensors as .npy, alone and all together', async ({ page }) => {
  await open(page);
  const golden = npy(await bytesOf(await save(page, 'Save the tensor, golden (.npy)')));
  const faulty = npy(await bytesOf(await save(page, 'Save the tensor, faulty (.npy)')));
  expect(golden.header).toContain("'shape': (10, 10, 16)");
  const differing = golden.words.filter((word, i) => word !== faulty.words[i]).length;
  await expect(page.getByRole('button', { name: /^conv2d_1, / })).toHaveAccessibleName(/2 % changed/);
  expect(Math.round((100 * differing) / golden.words.length)).toBe(2);

  const entries = unzipSync(await bytesOf(await save(page, 'Save all tensors (.zip)')));
  expect(npy(entries['golden/conv2d_1/output.npy'] as Uint8Array)).toEqual(golden);
  expect(npy(entries['faulty/conv2d_1/output.npy'] as Uint8Array)).toEqual(faulty);
  expect(npy(entries['faulty/dense_2/kernel.npy'] as Uint8Array).header).toContain("'shape': (84, 10)");
  expect(JSON.parse(Buffer.from(entries['scene.json'] as Uint8Array).toString())).toMatchObject({
    format: 'bitflip-scene',
    faults: [
      { fault: SDC, on: true },
      { fault: OTHER, on: false },
    ],
  });
});

test('a scene file is dropped on the page and is the same scene, drawing and all', async ({ page }) => {
  await open(page);
  await page.keyboard.press('w');
  const sheet = page.getByRole('application', { name: /sheet|draw/i });
  await sheet.focus();
  for (const key of ['Space', 'ArrowDown', 'Space', 'ArrowDown', 'Space', 'ArrowRight', 'Space'])
    await page.keyboard.press(key);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/px=/);
  const shown = await done(page);
  const scores = await page.getByRole('table', { name: 'Scores by class' }).innerText();
  const text = (await bytesOf(await save(page, 'Save the scene'))).toString();

  await openLab(page);
  await expect(verdict(page)).toContainText('No fault');
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'my.scene.json', { type: 'application/json' }));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  }, text);
  await expect.poll(() => done(page)).toEqual(shown);
  await expect.poll(() => page.getByRole('table', { name: 'Scores by class' }).innerText()).toBe(scores);
  await page.keyboard.press('Control+z');
  await expect(verdict(page)).toContainText('No fault');
});

test('a file that is no scene is refused with a clear line', async ({ page }) => {
  // Choosers are caught from here on: a key would be faster than the catching of its own.
  page.on('filechooser', () => undefined);
  await open(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') });
  await expect(page.getByText(/This is no scene file of this version/)).toBeVisible();
  await expect(verdict(page)).toContainText('7 became 1');
});

test('a long list of faults: the link says that it is too long, the file takes it', async ({ page }) => {
  const many = Array.from({ length: 180 }, (_, i) => `dense/kernel[${i},${i % 100}]:flip(${i % 23})`);
  await openLab(page, { hash: `/lab?i=7&f=${many.join(';')}` });
  await expect(verdict(page)).toContainText(/Benign|Masked|Wrong/);
  await page.keyboard.press('s');
  await expect(dialog(page).getByText(/characters; beyond 4,096/)).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Save scene file' }).click(),
  ]);
  expect(JSON.parse((await bytesOf(download)).toString()).faults).toHaveLength(180);
});

test('the command line, run in a terminal, says the same', async ({ page }) => {
  const odd = 'dense/kernel[#5]:flip(30)';
  await openLab(page, {
    hash: `/lab?i=7&s=dense_1/kernel=quantized_bits(6,0,alpha=1)&f=${SDC};${encodeURIComponent(odd)};${OTHER}&o=2`,
  });
  await expect(verdict(page)).toContainText(/became|DUE/);
  await page.keyboard.press('e');
  const line = await dialog(page).getByRole('textbox', { name: 'Command line' }).inputValue();
  const output = execFileSync('sh', ['-c', `${line.replace(/^bitflip/, 'node bin/bitflip.js')} --json`], {
    encoding: 'utf8',
  });
  const { verdict: said, faults } = JSON.parse(output) as {
    readonly verdict: string;
    readonly faults: readonly { readonly sentence: string }[];
  };
  await page.keyboard.press('Escape');
  await expect(verdict(page)).toHaveAttribute('data-verdict', said);
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  expect((await done(page)).map(plain)).toEqual(faults.map(({ sentence }) => plain(sentence)));
});
