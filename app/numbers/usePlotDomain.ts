/** What part of the number line is shown: everything of interest, or where it was zoomed to; it holds still during a drag. */
import { useMemo, useRef, useState } from 'react';
import type { Domain } from './axis.ts';
import type { NumbersScene } from './numbersScene.ts';
import type { NumbersView } from './numbersView.ts';
import { plotDomain } from './plotDomain.ts';

export interface PlotDomain {
  readonly domain: Domain;
  readonly isZoomed: boolean;
  readonly hold: (held: boolean) => void;
  readonly zoom: (domain: Domain) => void;
  readonly reset: () => void;
}

export function usePlotDomain(
  { values, element, axis, system }: NumbersScene,
  view: NumbersView,
): PlotDomain {
  const format = view.formatAt(element);
  const value = values[element] as number;
  const faulty = view.faulty.values[element] as number;
  const whole = useMemo(() => plotDomain(format, [value, faulty], axis), [format, value, faulty, axis]);
  const held = useRef<Domain | null>(null);
  // A zoom belongs to the format and the axis it was made on.
  const place = `${system} ${axis}`;
  const [zoomed, setZoomed] = useState<{ readonly place: string; readonly domain: Domain } | null>(null);
  const own = zoomed?.place === place ? zoomed.domain : null;
  const domain = own ?? held.current ?? whole;
  return {
    domain,
    isZoomed: own !== null,
    hold: (hold) => {
      held.current = hold ? domain : null;
    },
    zoom: (next) => setZoomed({ place, domain: next }),
    reset: () => setZoomed(null),
  };
}
