/**
 * The open tensor as one picture to be put into a text: every tile in the view on show, the scale painted from the same
 * lookup table, what leaves the scale as counts, and which scene it was.
 */
import type { Comparison, ViewPaint } from '#app/layer/comparison.ts';
import type { TensorCuts } from '#app/layer/cutFamily.ts';
import type { View } from '#app/state/selection.ts';
import { type BoardStyle, drawBoard } from '#app/ui/drawBoard.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { CODE_MAX, lutOf } from '#app/ui/lut.ts';
import { paintCodes } from '#app/ui/paint.ts';
import type { ColourScheme } from '#app/ui/scaleColours.ts';
import { tallyOf } from '#app/ui/tally.ts';
import { layoutMosaic, layoutSingle, type TileBoard } from '#app/ui/tiles.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';

export interface HeatmapScene {
  /** `conv2d_1/output` */
  readonly tensor: string;
  readonly comparison: Comparison;
  readonly cuts: TensorCuts;
  readonly site: number;
  readonly view: View;
  readonly scheme: ColourScheme;
  /** Below the title: model, shape, input. */
  readonly facts: string;
  /** Below the scale: the faults. */
  readonly notes: readonly string[];
}

/** All in pixels of the picture. */
const WIDTH = 1600;
const MARGIN = 40;
const INNER = WIDTH - 2 * MARGIN;
const LARGEST_TILE = 240;
const LINE = 34;
const RAMP_WIDTH = 400;
const RAMP_HEIGHT = 20;
const MOST_NOTES = 6;
const SANS = '"Inter Variable", system-ui, sans-serif';
const MONO = '"JetBrains Mono Variable", ui-monospace, monospace';

export function heatmapImage(scene: HeatmapScene): HTMLCanvasElement {
  const { cuts, site, comparison, view, scheme } = scene;
  const [family] = cuts.familiesAt(site);
  const tiles = family && Array.from({ length: family.count }, (_, tile) => family.latticeOf(tile));
  const board = tiles
    ? layoutMosaic(tiles, INNER, tiles.length === 1 ? INNER : LARGEST_TILE)
    : layoutSingle(cuts.detailAt(site).lattice, INNER, { height: 1200, cellWidth: 48, cellHeight: 48 });
  const notes = shortened(scene.notes);
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = Math.ceil(MARGIN + 100 + board.height + 40 + LINE + 20 + notes.length * LINE + MARGIN);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser has no 2D canvas.');
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  context.fillStyle = colour('--panel');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'alphabetic';

  const write = (text: string, x: number, y: number, font: string, fill: string) => {
    context.font = font;
    context.fillStyle = fill;
    context.fillText(text, x, y, WIDTH - MARGIN - x);
  };
  write(`${scene.tensor}, ${view}`, MARGIN, MARGIN + 30, `600 34px ${SANS}`, colour('--ink'));
  write(scene.facts, MARGIN, MARGIN + 72, `26px ${SANS}`, colour('--soft'));

  let y = MARGIN + 100;
  const paint = comparison.views[view];
  drawTiles(context, board, paint, scheme, y, {
    hairline: colour('--line'),
    ground: colour('--panel'),
    fault: colour('--fault'),
    radius: 6,
  });
  y += board.height + 40;
  let x = MARGIN;
  const inLine = (text: string, font: string, fill: string) => {
    write(text, x, y + RAMP_HEIGHT, font, fill);
    x += context.measureText(text).width + 16;
  };
  inLine(shortNumber(paint.domain.lo), `26px ${MONO}`, colour('--soft'));
  drawScale(context, paint, scheme, x, y);
  x += RAMP_WIDTH + 16;
  inLine(shortNumber(paint.domain.hi), `26px ${MONO}`, colour('--soft'));
  x += 24;
  inLine(countsText(paint), `26px ${SANS}`, colour('--ink'));
  y += LINE + 36;
  for (const note of notes) {
    write(note, MARGIN, y, `24px ${MONO}`, colour('--fault'));
    y += LINE;
  }
  return canvas;
}

function drawTiles(
  context: CanvasRenderingContext2D,
  board: TileBoard,
  paint: ViewPaint,
  scheme: ColourScheme,
  y: number,
  style: Omit<BoardStyle, 'lut' | 'scale'>,
): void {
  const picture = document.createElement('canvas');
  const { codes, scale } = paint;
  const whole = { top: 0, height: board.height };
  drawBoard(picture, board, whole, codes, { ...style, scale, lut: lutOf(scale, scheme) }, () => false, []);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, MARGIN, y, board.width, board.height);
}

function drawScale(
  context: CanvasRenderingContext2D,
  { scale }: ViewPaint,
  scheme: ColourScheme,
  x: number,
  y: number,
): void {
  const codes = Uint8Array.from({ length: CODE_MAX + 1 }, (_, code) => code);
  const image = new ImageData(codes.length, 1);
  paintCodes(codes, 0, codes.length, lutOf(scale, scheme), new Uint32Array(image.data.buffer));
  const ramp = document.createElement('canvas');
  ramp.width = codes.length;
  ramp.height = 1;
  ramp.getContext('2d')?.putImageData(image, 0, 0);
  context.drawImage(ramp, x, y, RAMP_WIDTH, RAMP_HEIGHT);
}

/** What leaves the scale; the same counts as in the legend on the page. */
export function countsText({ scale, counts: byCode }: Pick<ViewPaint, 'scale' | 'counts'>): string {
  const tally = tallyOf(byCode);
  const beyond = scale === 'difference' ? 'beyond' : 'above';
  const counts: readonly (readonly [string, number])[] = [
    [beyond, tally.above],
    ...(tally.below > 0 ? [['below', tally.below] as const] : []),
    ['NaN', tally.nan],
    ['Inf', tally.plusInfinity],
    ...(tally.minusInfinity > 0 ? [['-Inf', tally.minusInfinity] as const] : []),
  ];
  return counts.map(([name, count]) => `${name} ${formatCount(count)}`).join('   ');
}

function shortened(notes: readonly string[]): readonly string[] {
  if (notes.length <= MOST_NOTES) return notes;
  return [...notes.slice(0, MOST_NOTES - 1), `and ${notes.length - MOST_NOTES + 1} more`];
}
