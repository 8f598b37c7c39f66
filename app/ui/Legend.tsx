/**
 * The scale of a heatmap, painted from the same lookup table, with what leaves it: counts of clipped, NaN and infinite
 * elements. A count that is not zero is a button that jumps to the next such element.
 */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { formatCount } from './formatNumber.ts';
import { CODE_MAX, cssOf, lutOf } from './lut.ts';
import { type Domain, paintCodes } from './paint.ts';
import type { ScaleKind } from './scaleColours.ts';
import { type CodeCounts, tallyOf } from './tally.ts';
import { useColourScheme } from './useColourScheme.ts';

export interface LegendProps {
  readonly scale: ScaleKind;
  readonly domain: Domain;
  readonly counts: CodeCounts;
  /** Asked for the next element with this code; absent where there is nothing to jump to. */
  readonly onJump?: (code: number) => void;
  /** At the end of the line. */
  readonly aside?: ReactNode;
}

const RAMP = Uint8Array.from({ length: CODE_MAX + 1 }, (_, code) => code);

export function Legend({ scale, domain, counts, onJump, aside }: LegendProps) {
  const tally = tallyOf(counts);
  const scheme = useColourScheme();
  const lut = lutOf(scale, scheme);
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(RAMP.length, 1);
    paintCodes(RAMP, 0, RAMP.length, lut, new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
  }, [lut]);

  const count = (name: string, code: number, elements: number) => (
    <Count
      name={name}
      elements={elements}
      colour={cssOf(lut, code)}
      onJump={onJump && (() => onJump(code))}
    />
  );
  return (
    <div className="legend">
      <span className="legend-end">{shortNumber(domain.lo)}</span>
      <canvas
        ref={canvas}
        className="legend-ramp"
        width={RAMP.length}
        height={1}
        role="img"
        aria-label={`Colours of the ${scale} scale`}
      />
      <span className="legend-end">{shortNumber(domain.hi)}</span>
      <span className="legend-counts">
        {scale === 'difference' ? (
          count('beyond', ABOVE, tally.above)
        ) : (
          <>
            {tally.below > 0 && count(scale === 'signed' ? 'below' : 'negative', BELOW, tally.below)}
            {count(tally.below > 0 ? 'above' : 'clipped', ABOVE, tally.above)}
          </>
        )}
        {count('NaN', NAN, tally.nan)}
        {tally.minusInfinity > 0 && count('-Inf', MINUS_INFINITY, tally.minusInfinity)}
        {count(tally.minusInfinity > 0 ? '+Inf' : 'Inf', PLUS_INFINITY, tally.plusInfinity)}
      </span>
      {aside}
    </div>
  );
}

interface CountProps {
  readonly name: string;
  readonly elements: number;
  readonly colour: string;
  readonly onJump: (() => void) | undefined;
}

function Count({ name, elements, colour, onJump }: CountProps) {
  const text = `${name} ${formatCount(elements)}`;
  if (elements === 0 || !onJump) return <span className="legend-count">{text}</span>;
  return (
    <button
      type="button"
      className="legend-count"
      onClick={onJump}
      title={`Go to the next element that is ${name}`}
    >
      <span className="legend-swatch" style={{ background: colour }} />
      {text}
    </button>
  );
}
