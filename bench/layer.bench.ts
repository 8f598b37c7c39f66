/**
 * Layer and word while they are played with: a tensor of 112x112x96 compared and painted (Node, the page's own code), and
 * in a real Chromium on wasm all flips of one word run and a drag over twenty bits. Times are
 * processor times of the process or thread itself, so that what else the machine does is not counted; that of all flips
 * is time on the clock.
 */
import { comparing } from '../app/layer/comparison.ts';
import { cutsOf } from '../app/layer/tensorCuts.ts';
import { lutOf } from '../app/ui/lut.ts';
import { paintReduced } from '../app/ui/paint.ts';
import { serveLab } from './browser.ts';
import { cores, median, percentile, table } from './machine.ts';

const SHAPE = [112, 112, 96];
const SIZE = 112 * 112 * 96;
const RUNS = 7;
/** Device pixels of a tile in a mosaic. */
const TILE = 42;

const golden = Float32Array.from({ length: SIZE }, (_, i) =>
  Math.max(0, Math.sin(i * 0.37) * Math.cos(i * 0.011)),
);
const faulty = golden.map((value, i) => (i % 96 === 17 ? value * 3e37 : value));

/** Processor time of this process. */
function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const compareMs: number[] = [];
const sliceMs: number[] = [];
let codes: Uint8Array = new Uint8Array(0);
for (let run = 0; run < RUNS; run++) {
  const start = ownMs();
  const work = comparing(golden, faulty);
  for (;;) {
    const sliceStart = ownMs();
    const { done, value } = work.next();
    sliceMs.push(ownMs() - sliceStart);
    if (!done) continue;
    codes = value.views.faulty.codes;
    break;
  }
  compareMs.push(ownMs() - start);
}

const [channels] = cutsOf(SHAPE, 'value').familiesAt(0);
if (!channels) throw new Error('the tensor has no channels');
const lut = lutOf('unsigned', 'light');
const out = new Uint32Array(TILE * TILE);
const paintMs = Array.from({ length: RUNS }, () => {
  const start = ownMs();
  for (let channel = 0; channel < channels.count; channel++)
    paintReduced(codes, channels.latticeOf(channel), lut, 'unsigned', { rows: TILE, columns: TILE }, out);
  return ownMs() - start;
});

const { url, browser, page, close } = await serveLab();
const open = async (site: string) => {
  await page.goto('about:blank');
  await page.goto(`${url}?backend=wasm#/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=${site}`);
  await page.getByRole('button', { name: 'Run all 32 flips' }).waitFor();
};

const flipsMs: number[] = [];
for (let run = 0; run < RUNS; run++) {
  await open(`3,1,2,${run}`);
  const start = performance.now();
  await page.getByRole('button', { name: 'Run all 32 flips' }).click();
  await page.locator('.flip-count').first().waitFor();
  flipsMs.push(performance.now() - start);
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

await open('3,1,2,2');
const centre = async (bitIndex: number) => {
  const box = await page.getByRole('button', { name: new RegExp(`^bit ${bitIndex}, `) }).boundingBox();
  if (box === null) throw new Error(`bit ${bitIndex} is not there`);
  return [box.x + box.width / 2, box.y + box.height / 2] as const;
};
const [from, to] = [await centre(22), await centre(3)];
await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
await page.mouse.move(...from);
await page.mouse.down();
await page.mouse.move(...to, { steps: 80 });
await page.mouse.up();
await page.waitForTimeout(300);
const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
const mains = traceEvents.filter(
  ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
);
const taskMs = traceEvents
  .filter(({ name, ph, tid }) => name === 'RunTask' && ph === 'X' && mains.some((main) => main.tid === tid))
  .map(({ tdur = 0 }) => tdur / 1000);
await close();

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
console.log(`Layer and word, ${cores}; ${RUNS} runs a row; LeNet-5 in Chromium on wasm SIMD, one worker\n`);
console.log(
  table(
    ['what', 'median', 'worst'],
    [
      ['112x112x96 compared, in slices', ms(median(compareMs)), ms(Math.max(...compareMs))],
      ['its longest slice', ms(percentile(sliceMs, 99)), ms(Math.max(...sliceMs))],
      [`its 96 channels painted at ${TILE} px`, ms(median(paintMs)), ms(Math.max(...paintMs))],
      ['all 32 flips of one word run, from the click', ms(median(flipsMs)), ms(Math.max(...flipsMs))],
      ['tasks of the page while 20 bits are painted by a drag', ms(median(taskMs)), ms(Math.max(...taskMs))],
    ],
  ),
);
