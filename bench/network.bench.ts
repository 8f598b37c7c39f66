/**
 * The network panel: its layout in Node, and frames in a real Chromium while a network of 400 layers, all blocks open, is
 * dragged, and while one in which every layer reads all before it is laid out.
 */
import { arrange } from '../app/graph/arrange.ts';
import { blocksOf } from '../app/graph/blocks.ts';
import { levelOf } from '../app/graph/level.ts';
import { branchingGraph, denseGraph } from '../app/graph/madeUpNetworks.ts';
import { dragNetwork, framesWhile, serveGraphPage } from '../e2e/graphPage.ts';
import { launchBrowser } from './browser.ts';
import { cores, percentile, table } from './machine.ts';

const RUNS = 20;
const SIZE = { width: 476, height: 42, rankGap: 8, laneGap: 20, lines: 2 } as const;
const NETWORKS = {
  'branching, 400 layers': branchingGraph(400),
  'dense, 81 layers': denseGraph(40),
} as const;

const layouts = Object.entries(NETWORKS).map(([name, graph]) => {
  const times: number[] = [];
  let edges = 0;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const tree = blocksOf(graph);
    edges = arrange(levelOf(graph, tree, new Set(tree.blocks.keys())), SIZE).edges.length;
    times.push(performance.now() - start);
  }
  const ms = (share: number) => `${percentile(times, share).toFixed(1)} ms`;
  return [name, String(graph.nodes.length), String(edges), ms(50), `${(times[0] ?? 0).toFixed(1)} ms`];
});
console.log(`Blocks and layout with every block open, ${RUNS} runs, ${cores}\n`);
console.log(table(['network', 'layers', 'edges drawn', 'p50', 'first'], layouts));

const { url, close } = await serveGraphPage();
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 694, height: 800 } });
const rows: string[][] = [];
const measure = async (name: string, during: () => Promise<void>) => {
  const { p50Ms, p95Ms, longestMs, longTasksMs } = await framesWhile(page, during);
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  rows.push([
    name,
    ms(p50Ms),
    ms(p95Ms),
    ms(longestMs),
    longTasksMs.map((task) => task.toFixed(0)).join(', ') || 'none',
  ]);
};
for (const graph of ['branching', 'dense'] as const) {
  await page.goto(url);
  await measure(`${graph}: first view`, async () => {
    await page.evaluate((name) => window.show(name), graph);
    await page.waitForTimeout(500);
  });
  const openAll = page.getByRole('button', { name: 'Open all blocks' });
  if (await openAll.isVisible()) {
    await measure(`${graph}: all blocks opened`, async () => {
      await openAll.click();
      await page.waitForTimeout(500);
    });
  }
  await measure(`${graph}: dragged`, () => dragNetwork(page, 300, 12));
  await page.keyboard.press('0');
  await page.waitForTimeout(400);
  await measure(`${graph}: dragged, all in sight`, () => dragNetwork(page, 100, 4));
}
console.log(`\nFrames of the panel in Chromium, ${cores}\n`);
console.log(table(['network', 'frame p50', 'p95', 'longest', 'tasks over 50 ms'], rows));
await browser.close();
close();
