// @ts-check
/**
 * `node tools/screens.mjs [--only NAME,NAME] [--out FOLDER]` takes a picture of every screen of the built page (dist/)
 * at three sizes, light and dark: docs/screens/NAME-WIDTH-light.png. Of the bundled models two each: wide and light,
 * narrow and dark.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { ROOT } from './child.mjs';
import { findChromium } from './chromium.mjs';
import { MODEL_SCREENS, openScreen, SCREENS } from './screen-list.mjs';
import { serve } from './serve.mjs';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 375, height: 812 },
];
const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--no-first-run'];
/** Pictures and their last paint. */
const SETTLE_MS = 400;

const { values } = parseArgs({ options: { only: { type: 'string' }, out: { type: 'string' } } });
const names = values.only?.split(',');
const isWanted = (/** @type {{ name: string }} */ { name }) => names?.includes(name) ?? true;
const MODEL_LOOKS = ['1440 light', '375 dark'];
const out = path.resolve(values.out ?? path.join(ROOT, 'docs/screens'));
mkdirSync(out, { recursive: true });

const { server, url } = await serve(path.join(ROOT, 'dist'), { port: '0' });
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ARGS });
try {
  for (const viewport of SIZES)
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`${error}`));
      const look = `${viewport.width} ${colorScheme}`;
      const wanted = [...SCREENS, ...(MODEL_LOOKS.includes(look) ? MODEL_SCREENS : [])].filter(isWanted);
      for (const screen of wanted) {
        await openScreen(page, `${url}?backend=wasm`, screen);
        await page.waitForTimeout(SETTLE_MS);
        await steady(page);
        await page.screenshot({
          path: path.join(out, `${screen.name}-${viewport.width}-${colorScheme}.png`),
        });
      }
      await context.close();
      console.log(`${look}: ${wanted.length} screens`);
    }
} finally {
  await browser.close();
  server.close();
}

/** Times differ from run to run: they are not part of a picture. */
function steady(/** @type {import('@playwright/test').Page} */ page) {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.run-time { visibility: hidden }');
    document.adoptedStyleSheets = [sheet];
  });
}
