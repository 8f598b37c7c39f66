/**
 * From the click on a bit to the prediction on the screen, in a real Chromium on wasm, of every bundled model: the click,
 * the scene, the worker, the reply, React's commit, and the next frame. Clicks that take the fault away again are not
 * counted. `npm run bench -- click resnet20` takes one.
 */
import { readFileSync } from 'node:fs';
import { serveLab } from './browser.ts';
import { cores, percentile, table } from './machine.ts';

const MOST_CLICKS = 60;
const WARM_UP = 4;
const PLACE_MS = 15_000;
/** Between clicks: nobody is quicker, and the open layer's tensor comes after the prediction. */
const PAUSE_MS = 120;
const MODELS = 'public/models';

interface Weights {
  readonly weightsManifest: readonly {
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  }[];
}

const json = (path: string): unknown => JSON.parse(readFileSync(`${MODELS}/${path}`, 'utf8'));
const asked = process.argv[2];
const { models } = json('index.json') as { models: readonly { readonly id: string }[] };

/** The first, the middle and the last kernel, with the word in the middle of each. */
function placesOf(id: string): (readonly [place: string, kernel: string, site: string])[] {
  const { weightsManifest } = json(`${id}/model.json`) as Weights;
  const kernels = weightsManifest
    .flatMap(({ weights }) => weights)
    .filter(({ name }) => name.endsWith('kernel'));
  return (['early', 'middle', 'late'] as const).flatMap((place, i) => {
    const kernel = kernels[Math.floor(((kernels.length - 1) * i) / 2)];
    if (kernel === undefined) return [];
    return [[place, kernel.name, kernel.shape.map((length) => length >> 1).join(',')]];
  });
}

const { url, page, close } = await serveLab();

const rows: string[][] = [];
for (const { id } of models.filter((model) => asked === undefined || model.id === asked)) {
  for (const [place, kernel, site] of placesOf(id)) {
    const node = kernel.slice(0, kernel.lastIndexOf('/'));
    await page.goto('about:blank');
    await page.goto(`${url}?backend=wasm#/lab?m=${id}&i=1&n=${node}&t=${kernel}&w=${site}`);
    const bit = page.getByRole('button', { name: /^bit \d+, / }).nth(1);
    await bit.waitFor({ timeout: 120_000 });
    const times = await bit.evaluate(
      async (button, { most, limitMs, pauseMs }) => {
        const told = (): number => document.querySelectorAll('[aria-label="What was done"] li').length;
        const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
        /** From the click until the next frame after the outcome tells of so many faults. */
        const click = async (faults: number): Promise<number> => {
          const changed = new Promise<void>((resolve) => {
            const watcher = new MutationObserver(() => {
              if (told() !== faults) return;
              watcher.disconnect();
              resolve();
            });
            watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
          });
          const start = performance.now();
          (button as HTMLButtonElement).click();
          await changed;
          await frame();
          const ms = performance.now() - start;
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
          return ms;
        };
        const found: number[] = [];
        const end = performance.now() + limitMs;
        while (found.length < most && performance.now() < end) {
          found.push(await click(1));
          await click(0);
        }
        return found;
      },
      { most: MOST_CLICKS + WARM_UP, limitMs: PLACE_MS, pauseMs: PAUSE_MS },
    );
    const counted = times.slice(WARM_UP);
    rows.push([
      id,
      place,
      `${kernel}[${site}]`,
      String(counted.length),
      `${percentile(counted, 50).toFixed(0)} ms`,
      `${percentile(counted, 95).toFixed(0)} ms`,
    ]);
  }
}
await close();
console.log(
  `Chromium, wasm SIMD, one worker, ${cores}; clicks that flip the second bit from the top, until the next frame\n`,
);
console.log(table(['model', 'fault', 'weight', 'clicks', 'p50', 'p95'], rows));
