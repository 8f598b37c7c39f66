/** A Chromium for benches, and the built lab served by a process of its own, as `npm start` has it. */
import { spawn } from 'node:child_process';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../tools/chromium.mjs';

export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: name one in CHROMIUM');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
}

export interface ServedLab {
  readonly url: string;
  readonly browser: Browser;
  readonly page: Page;
  close(): Promise<void>;
}

/** `dist` at 1440x900. Motion is reduced, so that nothing waits for an animation. */
export async function serveLab(): Promise<ServedLab> {
  const server = spawn(process.execPath, ['tools/serve.mjs', 'dist', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    server.stdout.on('data', (text: Buffer) => {
      const address = /http:\/\/\S+/.exec(text.toString());
      if (address !== null) resolve(address[0]);
    });
  });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  return {
    url,
    browser,
    page,
    async close() {
      await browser.close();
      server.kill();
    },
  };
}
