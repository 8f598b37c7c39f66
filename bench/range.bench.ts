/**
 * One step of a range's end in the range explorer, in a real Chromium on wasm: from the key to the first right answers
 * of the new storage plan, and to those over all pictures.
 */
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findChromium } from '../tools/chromium.mjs';
import { cores, percentile, table } from './machine.ts';

const STEPS = 20;
const WARM_UP = 3;
const PLACES = [
  ['lenet5', 'conv2d/kernel'],
  ['lenet5', 'dense/kernel'],
  ['resnet20', 'stem_conv/kernel'],
] as const;

const server = spawn(process.execPath, ['tools/serve.mjs', 'dist', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise<string>((resolve) => {
  server.stdout.on('data', (text: Buffer) => {
    const address = /http:\/\/\S+/.exec(text.toString());
    if (address !== null) resolve(address[0]);
  });
});
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium: name one in CHROMIUM');
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });

const rows: string[][] = [];
for (const [model, tensor] of PLACES) {
  await page.goto('about:blank');
  const node = tensor.split('/')[0];
  const stored = `s=${tensor}=int8(range=minmax,symmetric)`;
  await page.goto(`${url}?backend=wasm#/lab?m=${model}&i=3&n=${node}&t=${tensor}&tab=range&${stored}`);
  const region = page.getByRole('region', { name: 'Accuracy' });
  await region.filter({ hasText: /(\d+) of \1 / }).waitFor({ timeout: 120_000 });
  const slider = page.getByRole('slider', { name: 'Upper end of the range' });
  const first: number[] = [];
  const last: number[] = [];
  let pictures = '';
  for (let step = 0; step < STEPS + WARM_UP; step++) {
    await slider.focus();
    const times = region.evaluate(
      (element) =>
        new Promise<{ first: number; last: number; pictures: string }>((resolve) => {
          let start = 0;
          let firstMs = 0;
          let left = false;
          window.addEventListener(
            'keydown',
            () => {
              start = performance.now();
            },
            { capture: true, once: true },
          );
          const watcher = new MutationObserver(() => {
            if (start === 0) return;
            const current = element.getAttribute('data-current') === 'true';
            left ||= !current;
            if (!current || !left) return;
            firstMs ||= performance.now() - start;
            const [, done, total] = /(\d+) of (\d+) /.exec(element.textContent ?? '') ?? [];
            if (done === undefined || done !== total) return;
            watcher.disconnect();
            resolve({ first: firstMs, last: performance.now() - start, pictures: `${total}` });
          });
          watcher.observe(element, { attributes: true, childList: true, subtree: true, characterData: true });
        }),
    );
    await page.keyboard.press('ArrowLeft');
    const found = await times;
    pictures = found.pictures;
    if (step >= WARM_UP) {
      first.push(found.first);
      last.push(found.last);
    }
  }
  const ms = (times: readonly number[], share: number): string => `${percentile(times, share).toFixed(0)} ms`;
  rows.push([model, tensor, ms(first, 50), ms(first, 95), ms(last, 50), ms(last, 95), pictures]);
}
await browser.close();
server.kill();
console.log(`Range explorer in Chromium, wasm SIMD, one worker, ${cores}; ${STEPS} steps a row\n`);
console.log(
  table(['model', 'tensor', 'first answers p50', 'p95', 'all answers p50', 'p95', 'pictures'], rows),
);
