/** What the bits mean: (-1)^s × 2^(e-bias) × significand = value, each term tied to its field by letter, line and hover. */

import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { describeWord } from '#engine/formats/describeWord.ts';
import type { Format } from '#engine/formats/format.ts';

export function FloatEquation({ format, word }: { readonly format: Format; readonly word: number }) {
  const description = describeWord(format, word);
  switch (description.kind) {
    case 'zero':
    case 'subnormal':
    case 'normal': {
      const { sign, hiddenBit, exponentField, exponent, significand, value, kind } = description;
      const stored = hiddenBit === 1 ? exponentField : 1;
      return (
        <>
          <span className="term" data-field="sign" title={`sign bit ${sign}`}>
            (-1)<sup>{sign}</sup>
          </span>
          <span className="times">×</span>
          <span
            className="term"
            data-field="exponent"
            title={`exponent field ${exponentField}: 2^${exponent}`}
          >
            2
            <sup>
              {stored}-{format.exponentBias}
            </sup>
          </span>
          <span className="times">×</span>
          <span
            className="term"
            data-field="mantissa"
            title={`hidden bit ${hiddenBit}, then the mantissa as a fraction`}
          >
            {shortSignificand(significand)}
          </span>
          <span className="times">=</span>
          <span>{exactFloat32(value)}</span>
          {kind !== 'normal' && <span className="word-class">{kind}</span>}
        </>
      );
    }
    case 'infinity':
      return (
        <>
          <span className="term" data-field="exponent">
            exponent all ones
          </span>
          <span className="term" data-field="mantissa">
            mantissa 0
          </span>
          <span className="times">=</span>
          <span className="term" data-field="sign">
            {description.sign === 1 ? '-Infinity' : 'Infinity'}
          </span>
        </>
      );
    case 'nan':
      return (
        <>
          <span className="term" data-field="exponent">
            exponent all ones
          </span>
          <span className="term" data-field="mantissa">
            mantissa {description.mantissa}
          </span>
          <span className="times">=</span>
          <span>NaN, {description.quiet ? 'quiet' : 'signalling'}</span>
        </>
      );
  }
}

/** Eight digits are enough to see the last mantissa bit move; 1 and 1.5 stay short. */
function shortSignificand(significand: number): string {
  return String(Number(significand.toFixed(8)));
}
