/** The layout asks for the size of the page, not of the window: with large type the page is smaller (shell/room.ts). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sheets = readdirSync('app', { recursive: true, withFileTypes: true })
  .filter(({ name }) => name.endsWith('.css'))
  .map(({ parentPath, name }) => join(parentPath, name));

it.each(sheets)('%s', (file) => {
  const css = readFileSync(file, 'utf8');
  expect(css.match(/@media[^{]*\b(?:width|height)\b[^{]*/g) ?? [], 'write @container page').toEqual([]);
  if (!file.endsWith('tokens.css'))
    expect(css.match(/\b\d+d?v[wh]\b/g) ?? [], 'write var(--page-width), var(--page-height)').toEqual([]);
});
