/**
 * The transfer curve x → q(x) above, the number line with the format's levels below, one axis for both. Drag anywhere, or
 * use the keys on the marker: arrows step from level to level.
 */
import { useMemo } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { axisOf, ticks } from './axis.ts';
import { CurvePicture } from './CurvePicture.tsx';
import { JumpPicture } from './JumpPicture.tsx';
import { curveColumns, levelColumns } from './levelColumns.ts';
import { setElement } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';
import { axisUnit } from './plotDomain.ts';
import { printValue } from './tensorText.ts';
import { usePlotDomain } from './usePlotDomain.ts';
import { useValueDrag } from './useValueDrag.ts';

const CURVE_HEIGHT = 190;
const LINE_HEIGHT = 104;

export function NumberPlot({ scene, view }: PartProps) {
  const [host, width] = useWidth<HTMLDivElement>();
  const { element, axis: kind } = scene;
  const value = scene.values[element] as number;
  const format = view.formatAt(element);
  const { domain, hold, zoom, reset, isZoomed } = usePlotDomain(scene, view);
  const axis = useMemo(
    () => axisOf(kind, domain, Math.max(width, 1), axisUnit(format)),
    [kind, domain, width, format],
  );
  const levels = useMemo(() => levelColumns(format, axis), [format, axis]);
  const curve = useMemo(
    () =>
      view.system.draws && (scene.seed !== null || view.system.family === 'bernoulli')
        ? null
        : curveColumns((x) => format.decode(view.fitted.wordOf(x, element)), axis),
    [view, format, axis, element, scene.seed],
  );
  const drag = useValueDrag({
    axis,
    format,
    value,
    hold,
    zoom,
    reset,
    onMove: (x) => setElement(scene, element, x),
  });
  const marks = ticks(axis);
  const stored = view.stored[element] as number;
  const faulty = view.faulty.values[element] as number;
  const hit = view.faulty.integerMasks[element] !== 0;
  const at = Math.min(Math.max(axis.at(value), 0), axis.width);
  return (
    <div className="plot" ref={host} {...drag.plot}>
      {curve && width > 0 && (
        <CurvePicture {...{ axis, curve, marks, value, stored }} height={CURVE_HEIGHT} />
      )}
      {!curve && <p className="soft">Codes are drawn at random here: there is no curve from x to q(x).</p>}
      {width > 0 && (
        <JumpPicture
          {...{ axis, levels, marks, value, stored, format }}
          faulty={hit ? faulty : null}
          word={view.words[element] as number}
          height={LINE_HEIGHT}
        />
      )}
      <div
        className="plot-marker"
        role="slider"
        tabIndex={0}
        aria-label="Value on the number line"
        aria-valuenow={Number.isFinite(value) ? value : 0}
        aria-valuemin={domain.low}
        aria-valuemax={domain.high}
        aria-valuetext={`${printValue(value)}, stored as ${exactFloat32(stored)}`}
        style={{ left: at, height: (curve ? CURVE_HEIGHT : 0) + LINE_HEIGHT - 20 }}
        {...drag.marker}
      />
      <p className="plot-help soft">
        {isZoomed && (
          <button type="button" className="button plain" onClick={reset}>
            whole axis
          </button>
        )}
        <span>
          drag the value; arrows step from level to level, Shift for less; wheel on the line or + and - zoom,
          0 shows all.
          {Number.isFinite(value) && (value < domain.low || value > domain.high)
            ? ` The value ${shortNumber(value)} lies outside.`
            : ''}
        </span>
      </p>
    </div>
  );
}
