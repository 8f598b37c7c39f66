/** Builds and serves the network panel alone, with made-up networks: for its end-to-end tests and its bench. */
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { serve } from '../tools/serve.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, `file://${process.cwd()}/`));

export async function serveGraphPage(): Promise<{ readonly url: string; readonly close: () => void }> {
  const built = at('.cache/graph-page');
  await build({
    configFile: false,
    root: at('e2e/graph-page'),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: built, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  const { server, url } = await serve(built, { port: '0' });
  return { url, close: () => server.close() };
}

export interface Frames {
  /** Between frames. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  /** Main-thread tasks over 50 ms, as the browser counts them. */
  readonly longTasksMs: readonly number[];
}

/** What the page does on its own thread while `during` goes on. */
export async function framesWhile(page: Page, during: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const state = { frames: [] as number[], tasks: [] as number[], on: true };
    Object.assign(window, { frameWatch: state });
    new PerformanceObserver((list) =>
      state.tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    });
    const tick = (now: number) => {
      state.frames.push(now);
      if (state.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await during();
  const { frames, tasks } = await page.evaluate(() => {
    const watch = (window as unknown as { frameWatch: { frames: number[]; tasks: number[]; on: boolean } })
      .frameWatch;
    watch.on = false;
    return watch;
  });
  const gaps = frames.slice(1).map((time, i) => time - (frames[i] as number));
  const sorted = gaps.toSorted((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50Ms: share(0.5), p95Ms: share(0.95), longestMs: sorted.at(-1) ?? 0, longTasksMs: tasks };
}

/** Drags the ground of the panel, a step a frame. */
export async function dragNetwork(page: Page, steps: number, stepPx: number): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (let begun = 0; begun < steps; ) {
    await page.mouse.move(width - 20, height - 200);
    await page.mouse.down();
    for (let y = height - 200; y > 160 && begun < steps; y -= stepPx, begun++)
      await page.mouse.move(width - 20, y);
    await page.mouse.up();
  }
}
