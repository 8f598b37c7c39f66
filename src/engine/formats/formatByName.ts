/** The floats that the lab knows, by the name that stands after `@` in a fault string. */
import { LabError } from '../labError.ts';
import { bfloat16 } from './bfloat16.ts';
import { float8e4m3 } from './float8e4m3.ts';
import { float8e5m2 } from './float8e5m2.ts';
import { float16 } from './float16.ts';
import { float32 } from './float32.ts';
import type { Format } from './format.ts';

export const FORMATS: readonly Format[] = [float32, float16, bfloat16, float8e4m3, float8e5m2];

/** Throws LabError 'unsupported' for a name that is not one of `FORMATS`. */
export function formatByName(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const known = FORMATS.map((candidate) => candidate.name);
  throw new LabError(
    'unsupported',
    `Number format "${name}" is not known here. Use one of: ${known.join(', ')}.`,
    {
      got: name,
      wanted: known,
    },
  );
}
