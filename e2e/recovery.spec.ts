/** Workers that die, devices that are lost, memory that stays flat, and nothing that leaves the origin. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page, Worker } from '@playwright/test';
import { flipOverAndOver, tensorMemory } from './flips.ts';
import { expect, openLab, test } from './lab.ts';

const ONE = '/lab?m=lenet5&i=7&f=dense_2/bias[1]:set(1e6)';
const verdict = (page: Page) => page.getByRole('status', { name: 'Verdict' });

/** Keeps the page's workers where a test can end them. */
async function keepWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Plain = window.Worker;
    const kept: Worker[] = [];
    Object.assign(window, {
      keptWorkers: kept,
      Worker: class extends Plain {
        constructor(...args: ConstructorParameters<typeof Plain>) {
          super(...args);
          kept.push(this as unknown as Worker);
        }
      },
    });
  });
}

/** Clicks and ends the worker in one task: the scene is asked for, and nobody is left to answer. */
const clickAndKill = (button: Locator): Promise<void> =>
  button.evaluate((element) => {
    (element as HTMLButtonElement).click();
    (window as unknown as { keptWorkers: { terminate(): void }[] }).keptWorkers.at(-1)?.terminate();
  });

test('a worker killed in mid-run comes back with the scene', async ({ page }) => {
  await keepWorkers(page);
  await openLab(page, { hash: '/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2' });
  await expect(verdict(page)).toContainText('No fault');
  await clickAndKill(page.getByRole('button', { name: /^bit 30, exponent, 0/ }));
  await expect(page.getByText(/started again/).first()).toBeVisible();
  await expect(verdict(page)).toContainText('7 became 1');
  const field = page.getByRole('combobox', { name: 'Add a fault' });
  await field.fill('dense_2/pre[4]:set(inf)');
  await field.press('Enter');
  await expect(verdict(page)).toContainText(/DUE|NaN/);
});

test('flips leave memory flat', async ({ page }) => {
  await openLab(page, { hash: '/lab?m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=3,1,2,2' });
  const bit = page.getByRole('button', { name: /^bit 30, exponent/ });
  await expect(bit).toBeVisible();
  await flipOverAndOver(bit, 2);
  const before = await tensorMemory(page);
  await flipOverAndOver(bit, 50);
  expect(await tensorMemory(page)).toEqual(before);
});

test.describe('nothing leaves the origin', () => {
  test.use({
    allowedErrors: [/Content Security Policy|Refused to|Failed to (load|fetch)|violates/],
    allowedRequests: [/^http:\/\/127\.0\.0\.1:\d+\/(page|worker)-/],
  });

  test('neither from the page nor from a worker', async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'workers are looked into through Chromium');
    const heard: string[] = [];
    const elsewhere = createServer((request, response) => {
      heard.push(request.url ?? '');
      response
        .writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' })
        .end('');
    });
    await new Promise<void>((resolve) => {
      elsewhere.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    await openLab(page, { hash: ONE });
    await expect(verdict(page)).toContainText('7 became 1');
    await page.evaluate(async (target) => {
      await fetch(`${target}/page-fetch`).catch(() => undefined);
      const picture = new Image();
      picture.src = `${target}/page-picture`;
      const script = document.createElement('script');
      script.src = `${target}/page-script.js`;
      document.head.append(script);
      try {
        navigator.sendBeacon(`${target}/page-beacon`);
        new WebSocket(target.replace('http', 'ws'));
      } catch {
        // Refused at once is as good.
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }, url);
    const ways = await (page.workers()[0] as Worker).evaluate(async (target) => {
      const fetched = await fetch(`${target}/worker-fetch`).then(
        () => 'answered',
        () => 'refused',
      );
      const scope = globalThis as unknown as Record<string, unknown>;
      await import(/* @vite-ignore */ `${target}/worker-import.js`).catch(() => undefined);
      return {
        fetched,
        open: ['XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts'].filter(
          (name) => scope[name] !== undefined,
        ),
      };
    }, url);
    expect(ways).toEqual({ fetched: 'refused', open: [] });
    expect(heard).toEqual([]);
    elsewhere.close();
  });
});
