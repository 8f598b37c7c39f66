/** What the shades of a map of rates mean: by the root of the rate, so that small rates are seen. */
import { percentText } from './rateText.ts';

const RATES = [0, 0.01, 0.1, 0.5, 1];

interface ShadeScaleProps {
  /** Masked faults have another colour. */
  readonly masked: boolean;
}

export function ShadeScale({ masked }: ShadeScaleProps) {
  return (
    <ul className="campaign-shades" aria-label="Shades" data-masked={masked || undefined}>
      {RATES.map((rate) => (
        <li key={rate}>
          <span className="campaign-shade" aria-hidden="true">
            <span className="campaign-cell" style={{ opacity: Math.sqrt(rate) }} />
          </span>
          {percentText(rate)}
        </li>
      ))}
    </ul>
  );
}
