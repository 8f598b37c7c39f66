/**
 * Large models of one's own in a real Chromium on wasm: from the choice of the files to the graph on the screen, and from
 * a click on a bit of a kernel in the middle of the network to the prediction. The models are nsfwjs's MobileNetV2 and
 * InceptionV3 (see tools/third-party/README.md); `npm run bench -- imported`. Pictures of the screens go to .cache/imported.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { thirdPartyModels } from '../src/engine/testing/thirdParty.ts';
import { serveLab } from './browser.ts';
import { cores, percentile, table } from './machine.ts';

const CLICKS = 12;
const HOME = '.cache/imported';

const wanted = /^nsfwjs (mobilenet_v2|inception_v3)$/;
const models = thirdPartyModels().filter(({ name }) => wanted.test(name));
if (models.length === 0) {
  console.log('Not installed: npm install --prefix tools/third-party --ignore-scripts --legacy-peer-deps');
  process.exit(0);
}

interface Weights {
  readonly weightsManifest: readonly {
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  }[];
}

/** In the order of the network, as the file's list of weights is not. */
function middleKernel(json: Uint8Array): {
  readonly node: string;
  readonly kernel: string;
  readonly site: string;
} {
  const parsed = JSON.parse(new TextDecoder().decode(json)) as Weights & {
    readonly modelTopology: {
      readonly model_config: {
        readonly config: { readonly layers: readonly { readonly config: { readonly name: string } }[] };
      };
    };
  };
  const weights = parsed.weightsManifest.flatMap((group) => group.weights);
  const kernels = parsed.modelTopology.model_config.config.layers.flatMap(({ config }) =>
    weights.filter(({ name }) => name.startsWith(`${config.name}/`) && name.endsWith('kernel')),
  );
  const kernel = kernels[kernels.length >> 1];
  if (kernel === undefined) throw new Error('no kernels');
  const node = kernel.name.slice(0, kernel.name.lastIndexOf('/'));
  return { node, kernel: kernel.name, site: kernel.shape.map((length) => length >> 1).join(',') };
}

const { url, page, close } = await serveLab();
mkdirSync(HOME, { recursive: true });
const rows: string[][] = [];
for (const { name, files } of models) {
  const given = files();
  const folder = `${HOME}/${name.replace(' ', '-')}`;
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of given) writeFileSync(`${folder}/${path}`, bytes);
  const { node, kernel, site } = middleKernel(given.get('model.json') as Uint8Array);

  await page.goto('about:blank');
  await page.goto(`${url}?backend=wasm#/lab?m=lenet5`);
  await page.getByRole('button', { name: /^conv2d_1, / }).waitFor({ timeout: 120_000 });
  await page.keyboard.press('m');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open files' }).click(),
  ]);
  const chosen = performance.now();
  await chooser.setFiles([...given.keys()].map((path) => `${folder}/${path}`));
  // The heading of the network changes with the graph.
  await page.waitForFunction((before) => {
    const text = document.body.innerText;
    return !text.includes(before) && /\d+ layers/.test(text);
  }, '61,706 parameters');
  const graphMs = performance.now() - chosen;
  await page.getByText(/is open, and kept in this browser/).waitFor({ timeout: 120_000 });
  await page.waitForFunction(
    () => location.hash.includes('m=') && !location.hash.includes('m=lenet5'),
    undefined,
    { timeout: 120_000 },
  );
  await page.screenshot({ path: `${HOME}/${name.replace(' ', '-')}.png` });
  const id = /m=([0-9a-f]+)/.exec(page.url())?.[1] ?? '';

  await page.goto('about:blank');
  await page.goto(`${url}?backend=wasm#/lab?m=${id}&i=0&n=${node}&t=${kernel}&w=${site}`);
  const bit = page.getByRole('button', { name: /^bit \d+, / }).nth(1);
  await bit.waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3000);
  const times = await bit.evaluate(async (button, clicks) => {
    const told = (): number => document.querySelectorAll('[aria-label="What was done"] li').length;
    const found: number[] = [];
    for (let i = 0; i < clicks; i++) {
      const goal = told() === 0 ? 1 : 0;
      const start = performance.now();
      (button as HTMLButtonElement).click();
      while (told() !== goal && performance.now() - start < 30_000)
        await new Promise((resolve) => setTimeout(resolve, 4));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      found.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    return found;
  }, CLICKS);
  await page.screenshot({ path: `${HOME}/${name.replace(' ', '-')}-hit.png` });
  const hits = times.filter((_, i) => i > 1 && i % 2 === 0);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  rows.push([
    name,
    ms(graphMs),
    `${kernel}[${site}]`,
    String(hits.length),
    ms(percentile(hits, 50)),
    ms(percentile(hits, 95)),
  ]);
}
await close();
console.log(`Chromium, wasm SIMD, one worker, ${cores}\n`);
console.log(
  table(
    ['model', 'files to graph', 'weight in the middle', 'faults', 'click to prediction, p50', 'p95'],
    rows,
  ),
);
