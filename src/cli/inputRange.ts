/** What the levels 0 and 255 of a picture become, from the model's card. */
import * as v from 'valibot';
import type { ModelCard } from '#engine/io/modelCard.ts';
import { LabError } from '#engine/labError.ts';

const range = v.optional(v.tuple([v.number(), v.number()]), [0, 1]);

/** 0 to 1 where no card says otherwise. Throws LabError `bad-file`. */
export function inputRange(card: ModelCard | null): readonly [number, number] {
  const parsed = v.safeParse(range, card?.['inputRange']);
  if (parsed.success) return parsed.output;
  throw new LabError(
    'bad-file',
    'card.json: inputRange is not a pair of numbers, such as [0, 1] or [-1, 1].',
  );
}
