/** The input in the address: `i=7`, a picture of the gallery, or `px=...`, a drawing. A bad one falls back and is named. */

import { FIRST_INPUT_INDEX } from '#workers/firstInput.ts';
import type { SceneInput } from '#workers/labApi.ts';
import { clip } from './addressFields.ts';
import { printDrawing, readDrawing, takesDrawings } from './drawing.ts';
import type { ModelSummary } from './lab.ts';

export const INPUT_KEYS = ['i', 'px'];

export function printInput(input: SceneInput): readonly [key: string, value: string] {
  return input.kind === 'gallery' ? ['i', String(input.index)] : ['px', printDrawing(input.values)];
}

/** A drawing wins over a picture. Problems are appended, one plain line each. */
export function readInput(
  field: ReadonlyMap<string, string>,
  model: ModelSummary,
  problems: string[],
): SceneInput {
  const drawn = field.get('px');
  if (drawn !== undefined) {
    const values = takesDrawings(model.graph) ? readDrawing(drawn) : null;
    if (values) return { kind: 'pixels', values };
    problems.push(
      takesDrawings(model.graph)
        ? 'The drawing in the link cannot be read.'
        : `The link holds a drawing, which ${model.card.name} does not take.`,
    );
  }
  return { kind: 'gallery', index: readIndex(field.get('i'), model, problems) };
}

function readIndex(text: string | undefined, model: ModelSummary, problems: string[]): number {
  const count = model.gallery?.count ?? 0;
  const fallback = Math.min(FIRST_INPUT_INDEX, Math.max(0, count - 1));
  if (text === undefined) return fallback;
  if (/^\d{1,9}$/.test(text) && Number(text) < count) return Number(text);
  problems.push(`The link asks for picture "${clip(text)}"; there are 0 to ${count - 1}.`);
  return fallback;
}
