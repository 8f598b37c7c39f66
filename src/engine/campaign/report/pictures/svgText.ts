/** A picture as the text of an SVG: with classes, for a page that has the style, or with colours of its own, as a file. */
import { escaped } from '../htmlText.ts';
import { type Look, type Mark, type Picture, shadePaths } from './picture.ts';

/** CSS colours; `ground` is what the picture stands on. */
export interface PictureColours {
  readonly ground: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly fault: string;
  readonly faultGround: string;
  readonly golden: string;
  readonly empty: string;
}

const SANS = 'system-ui, sans-serif';

/** Inline, classes `pic-...` as in REPORT_STYLE. */
export function pictureSvg(picture: Picture): string {
  const { width, height, name } = picture;
  const marks = picture.marks.map((mark) => markText(mark, (look) => `class="pic-${look}"`));
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(name)}">${marks.join('')}</svg>`;
}

/** A file of its own. */
export function pictureFile(picture: Picture, colours: PictureColours): string {
  const { width, height, name } = picture;
  const marks = picture.marks.map((mark) => markText(mark, (look) => paintOf(look, colours)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * MARGIN}" height="${height + 2 * MARGIN + TITLE}" viewBox="${-MARGIN} ${-MARGIN - TITLE} ${width + 2 * MARGIN} ${height + 2 * MARGIN + TITLE}" font-family="${SANS}" font-size="13">`,
    `<title>${escaped(name)}</title>`,
    `<defs><pattern id="due" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="${colours.faultGround}"/><rect width="2" height="4" fill="${colours.fault}"/></pattern></defs>`,
    `<rect x="${-MARGIN}" y="${-MARGIN - TITLE}" width="100%" height="100%" fill="${colours.ground}"/>`,
    `<text x="0" y="-8" font-weight="600" fill="${colours.ink}">${escaped(name)}</text>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}

const MARGIN = 16;
const TITLE = 24;

function markText(mark: Mark, paint: (look: Look) => string): string {
  switch (mark.kind) {
    case 'box':
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" ${paint(mark.look)}${told(mark.told, 'rect')}`;
    case 'path':
      return `<path d="${mark.d}" ${paint(mark.look)}${told(mark.told, 'path')}`;
    case 'dot':
      return `<circle cx="${mark.x}" cy="${mark.y}" r="3" ${paint(mark.look)}${told(mark.told, 'circle')}`;
    case 'text':
      return `<text x="${mark.x}" y="${mark.y}" text-anchor="${mark.anchor}" ${mark.small ? 'font-size="10" ' : ''}${paint(mark.look)}>${escaped(mark.text)}</text>`;
    case 'cells':
      return shadePaths(mark)
        .map(({ level, d }) =>
          level === null
            ? `<path d="${d}" ${paint('grid')}/>`
            : `<path d="${d}" ${paint('empty')}/><path d="${d}" ${paint(mark.look)} opacity="${level}"/>`,
        )
        .join('');
  }
}

const told = (words: string | undefined, element: string): string =>
  words === undefined ? '/>' : `><title>${escaped(words)}</title></${element}>`;

function paintOf(look: Look, colours: PictureColours): string {
  const stroke = (colour: string) => `fill="none" stroke="${colour}"`;
  switch (look) {
    case 'ink':
    case 'soft':
      return `fill="${colours[look]}"`;
    case 'grid':
      return stroke(colours.line);
    case 'whisker':
      return stroke(colours.ink);
    case 'line':
      return `${stroke(colours.fault)} stroke-width="1.5"`;
    case 'bar':
    case 'fault':
      return `fill="${colours.fault}"`;
    case 'band':
      return `fill="${colours.fault}" fill-opacity="0.18"`;
    case 'due':
      return 'fill="url(#due)"';
    case 'golden':
      return `fill="${colours.golden}"`;
    case 'masked':
      return `fill="${colours.line}"`;
    case 'empty':
      return `fill="${colours.empty}"`;
  }
}
