/**
 * Models that take pictures of any height and width get one size, so that every tensor has a known shape and sites can
 * be named. Only the model's own inputs change: [batch, open, open, channels] becomes [batch, 128, 128, channels], a side
 * that is given stays.
 */
import { attrShape } from '../graph/graphDefAttr.ts';
import { type ImportNote, rewritten } from './importReport.ts';
import { recordOf } from './keras/layerTree.ts';

export const PICTURE_SIDE = 128;

type Json = Readonly<Record<string, unknown>>;
type Axes = readonly (number | null)[];

export interface Sized {
  readonly topology: Json;
  readonly notes: readonly ImportNote[];
}

/** `model` is {class_name, config} as TensorFlow.js takes it. */
export function withPictureSizes(model: Json): Sized {
  const config = recordOf(model['config']);
  const listed = Array.isArray(model['config']) ? model['config'] : config['layers'];
  if (!Array.isArray(listed)) return { topology: model, notes: [] };
  const notes: ImportNote[] = [];
  const layers = listed.map((layer: unknown) => {
    const own = recordOf(layer);
    const inner = recordOf(own['config']);
    const shape = inner['batch_input_shape'];
    const sized = Array.isArray(shape) ? sizedPicture(shape as Axes) : null;
    if (sized === null) return own;
    notes.push(noteOf(String(inner['name'] ?? own['name'] ?? ''), shape as Axes, sized));
    return { ...own, config: { ...inner, batch_input_shape: sized } };
  });
  if (notes.length === 0) return { topology: model, notes };
  const changed = Array.isArray(model['config']) ? layers : { ...config, layers };
  return { topology: { ...model, config: changed }, notes };
}

/** `topology` is a GraphDef. */
export function withGraphPictureSizes(topology: Json): Sized {
  const nodes = topology['node'];
  if (!Array.isArray(nodes)) return { topology, notes: [] };
  const notes: ImportNote[] = [];
  const node = nodes.map((each: unknown) => {
    const own = recordOf(each);
    if (own['op'] !== 'Placeholder') return own;
    const attr = recordOf(own['attr']);
    const shape = attrShape(attr, 'shape');
    const sized = shape === null ? null : sizedPicture(shape);
    if (shape === null || sized === null) return own;
    notes.push(noteOf(String(own['name']), shape, sized));
    const dim = sized.map((size) => ({ size: String(size ?? -1) }));
    return { ...own, attr: { ...attr, shape: { shape: { dim } } } };
  });
  return notes.length === 0 ? { topology, notes } : { topology: { ...topology, node }, notes };
}

/** Null where no side is open, or where this is no picture. */
function sizedPicture(shape: Axes): Axes | null {
  const [batch = null, height, width, channels] = shape;
  const isPicture = shape.length === 4 && channels !== null && channels !== undefined && channels <= 4;
  if (!isPicture || (height !== null && width !== null)) return null;
  return [batch, height ?? PICTURE_SIDE, width ?? PICTURE_SIDE, channels];
}

function noteOf(input: string, before: Axes, after: Axes): ImportNote {
  const text = (shape: Axes): string =>
    shape
      .slice(1)
      .map((size) => size ?? '?')
      .join(' x ');
  return rewritten(
    `Input takes pictures of ${text(after)} here; the file leaves it open (${text(before)}).`,
    input,
    'Every tensor then has a known shape, and each of its elements can be named.',
  );
}
