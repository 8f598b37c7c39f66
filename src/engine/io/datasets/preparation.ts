/**
 * How pictures and numbers become a model's input, chosen by the person, as one short text that stands in links, plans
 * and commands: `crop(0.875),bicubic,imagenet`. What is left out is as DEFAULT_PREPARATION says. `print` and `parse` are
 * inverse.
 */
import { LabError } from '../../labError.ts';

export type Resize =
  /** Fills the input; proportions are lost. */
  | 'stretch'
  /** The whole picture, black around it. */
  | 'fit'
  /** The middle of the picture fills the input. */
  | 'crop';
export type Filter = 'bilinear' | 'bicubic' | 'area' | 'nearest';

/** What a level 0..255 becomes. */
export type Scaling =
  /** As the model's card says; without one 0..1. Numbers other than uint8 stay as they are. */
  | { readonly kind: 'model' }
  | { readonly kind: '0..1' | '-1..1' | '0..255' }
  /** (level / 255 - mean) / deviation, channel by channel; the constants of torchvision's reference models. */
  | { readonly kind: 'imagenet' }
  /** level x scale + offset. */
  | { readonly kind: 'affine'; readonly scale: number; readonly offset: number };

export interface Preparation {
  readonly resize: Resize;
  /** With `crop`: how much of the longest square (or rectangle of the input's shape) is kept. */
  readonly keep: number;
  readonly filter: Filter;
  readonly scaling: Scaling;
  /** Level 255 - v for v. */
  readonly invert: boolean;
  /** Blue first, as OpenCV and Caffe have it. */
  readonly bgr: boolean;
  /** Where arrays have their channels; `auto` takes what fits the model. */
  readonly channels: 'auto' | 'last' | 'first';
}

export const DEFAULT_PREPARATION: Preparation = {
  resize: 'crop',
  keep: 1,
  filter: 'bilinear',
  scaling: { kind: 'model' },
  invert: false,
  bgr: false,
  channels: 'auto',
};

export const IMAGENET = {
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} as const;

const RESIZES: readonly string[] = ['stretch', 'fit', 'crop'];
const FILTERS: readonly string[] = ['bilinear', 'bicubic', 'area', 'nearest'];
const SCALINGS: readonly string[] = ['model', '0..1', '-1..1', '0..255', 'imagenet'];
const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?';
const KEEP = new RegExp(`^crop\\((${NUMBER})\\)$`, 'i');
const AFFINE = new RegExp(`^affine\\((${NUMBER}),(${NUMBER})\\)$`, 'i');

/** Empty for the default. */
export function printPreparation(preparation: Preparation): string {
  const { resize, keep, filter, scaling, invert, bgr, channels } = preparation;
  const standard = DEFAULT_PREPARATION;
  return [
    ...(resize === 'crop' && keep !== 1 ? [`crop(${keep})`] : resize === standard.resize ? [] : [resize]),
    ...(filter === standard.filter ? [] : [filter]),
    ...(scaling.kind === 'model'
      ? []
      : [scaling.kind === 'affine' ? `affine(${scaling.scale},${scaling.offset})` : scaling.kind]),
    ...(invert ? ['invert'] : []),
    ...(bgr ? ['bgr'] : []),
    ...(channels === 'auto' ? [] : [`channels-${channels}`]),
  ].join(',');
}

/** Throws LabError `bad-argument` that names the word. */
export function parsePreparation(text: string): Preparation {
  let result = DEFAULT_PREPARATION;
  for (const word of text.split(/,(?![^(]*\))/).map((each) => each.replace(/\s/g, ''))) {
    if (word !== '') result = { ...result, ...wordMeaning(word) };
  }
  return result;
}

function wordMeaning(word: string): Partial<Preparation> {
  if (RESIZES.includes(word)) return { resize: word as Resize, keep: 1 };
  if (FILTERS.includes(word)) return { filter: word as Filter };
  if (SCALINGS.includes(word)) return { scaling: { kind: word as 'model' } };
  if (word === 'invert') return { invert: true };
  if (word === 'bgr') return { bgr: true };
  if (word === 'channels-last' || word === 'channels-first')
    return { channels: word === 'channels-last' ? 'last' : 'first' };
  const keep = Number(KEEP.exec(word)?.[1] ?? Number.NaN);
  if (keep > 0 && keep <= 1) return { resize: 'crop', keep };
  const [, scale, offset] = AFFINE.exec(word) ?? [];
  if (scale !== undefined && offset !== undefined)
    return { scaling: { kind: 'affine', scale: Number(scale), offset: Number(offset) } };
  throw new LabError(
    'bad-argument',
    `Preparation "${word.slice(0, 40)}" is not known. Wanted ${[...RESIZES, 'crop(0.875)', ...FILTERS, ...SCALINGS].join(', ')}, affine(scale,offset), invert, bgr, channels-last or channels-first, joined by commas.`,
    { got: word.slice(0, 40) },
  );
}

export interface ChannelScale {
  /** Input = level * scale + offset; computed as (level - subtract) / divideBy. */
  readonly subtract: number;
  readonly divideBy: number;
}

/** Levels 0 and 255 to the ends of `range`. */
export const rangeScale = ([low, high]: readonly [number, number]): ChannelScale => ({
  subtract: (-low * 255) / (high - low),
  divideBy: 255 / (high - low),
});

/** One for each of `channels` in the input's order. `model`: what a level becomes by the model's card. */
export function channelScales(
  { scaling, bgr }: Preparation,
  channels: number,
  model: ChannelScale,
): readonly ChannelScale[] {
  const all = (low: number, high: number) =>
    Array<ChannelScale>(channels).fill({
      subtract: (-low * 255) / (high - low),
      divideBy: 255 / (high - low),
    });
  switch (scaling.kind) {
    case 'model':
      return Array<ChannelScale>(channels).fill(model);
    case '0..1':
      return all(0, 1);
    case '-1..1':
      return all(-1, 1);
    case '0..255':
      return all(0, 255);
    case 'affine':
      return Array<ChannelScale>(channels).fill({
        subtract: -scaling.offset / scaling.scale,
        divideBy: 1 / scaling.scale,
      });
    case 'imagenet':
      return Array.from({ length: channels }, (_, place) => {
        // Grey pictures take the mean of the three.
        const pick = (of: readonly number[]) =>
          channels === 3
            ? (of[bgr ? 2 - place : place] as number)
            : of.reduce((sum, value) => sum + value, 0) / of.length;
        return { subtract: 255 * pick(IMAGENET.mean), divideBy: 255 * pick(IMAGENET.deviation) };
      });
  }
}
