/**
 * From the click on a bit to the prediction on the screen, in a real Chromium on wasm: the click, the scene, the worker,
 * the reply, React's commit, and the next frame. Motion is reduced, so that nothing waits for an animation.
 */
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findChromium } from '../tools/chromium.mjs';
import { cores, percentile, table } from './machine.ts';

const CLICKS = 200;
const WARM_UP = 10;
const PLACES = [
  ['early', 'conv2d', '2,2,0,3'],
  ['middle', 'conv2d_1', '3,1,2,2'],
  ['late', 'dense_2', '40,5'],
] as const;

/** A process of its own, as `npm start` has it. */
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
for (const [place, node, site] of PLACES) {
  await page.goto('about:blank');
  await page.goto(`${url}?backend=wasm#/lab?m=lenet5&i=7&n=${node}&t=${node}/kernel&w=${site}`);
  const bit = page.getByRole('button', { name: /^bit 30, exponent/ });
  await bit.waitFor();
  const times = await bit.evaluate(async (button, count) => {
    const told = (): number => document.querySelectorAll('[aria-label="What was done"] li').length;
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const found: number[] = [];
    for (let i = 0; i < count; i++) {
      const wanted = told() === 0 ? 1 : 0;
      const changed = new Promise<void>((resolve) => {
        const watcher = new MutationObserver(() => {
          if (told() !== wanted) return;
          watcher.disconnect();
          resolve();
        });
        watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
      });
      const start = performance.now();
      (button as HTMLButtonElement).click();
      await changed;
      await frame();
      found.push(performance.now() - start);
      // A person pauses; the open layer's tensor comes after the prediction.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return found;
  }, CLICKS + WARM_UP);
  const counted = times.slice(WARM_UP);
  rows.push([
    place,
    `${node}/kernel[${site}]`,
    `${percentile(counted, 50).toFixed(0)} ms`,
    `${percentile(counted, 95).toFixed(0)} ms`,
  ]);
}
await browser.close();
server.kill();
console.log(
  `LeNet-5 in Chromium, wasm SIMD, one worker, ${cores}; ${CLICKS} clicks a row on bit 30, until the next frame\n`,
);
console.log(table(['fault', 'weight', 'click to prediction p50', 'p95'], rows));
