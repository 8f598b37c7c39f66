/**
 * JSON out of a person's file: of bounded size, and no deeper than what walks it can follow. Throws LabError `bad-file`
 * that names the place.
 */
import { strFromU8 } from 'fflate';
import { LabError } from '../labError.ts';

const MOST_BYTES = 64 * 2 ** 20;
/** Nested models, calls and call arguments come to a few dozen. */
const DEEPEST = 256;

/** `place` is file and part, `model.json`; `hint` is what the reader should know of what belongs there. */
export function parseJson(content: Uint8Array | string, place: string, hint = ''): unknown {
  if (content.length > MOST_BYTES)
    throw new LabError(
      'bad-file',
      `${place} has ${Math.round(content.length / 2 ** 20)} MB of JSON; the limit is ${MOST_BYTES / 2 ** 20} MB. Weights belong in files of their own.`,
      { place },
    );
  const text = typeof content === 'string' ? content : strFromU8(content);
  const deep = tooDeepAt(text);
  if (deep !== null)
    throw new LabError(
      'bad-file',
      `${place}: lists and records lie in each other more than ${DEEPEST} deep at character ${deep}. No model is written so; the file is damaged or made to do harm.`,
      { place },
    );
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LabError(
      'bad-file',
      `${place} is not JSON${whereOf(error)}. The file is damaged or cut.${hint === '' ? '' : ` ${hint}`}`,
      { place },
    );
  }
}

/** What the parser says of the place, without the text around it. */
function whereOf(error: unknown): string {
  const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return at === undefined ? '' : ` (wrong at character ${at})`;
}

function tooDeepAt(text: string): number | null {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inText) {
      if (code === 0x5c) i += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) return i;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return null;
}
