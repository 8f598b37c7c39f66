/** A few places to start from, each a link like any other. */

import { printNumbersAddress } from './numbersAddress.ts';
import { PRESETS } from './presetList.ts';

export function Presets() {
  return (
    <nav className="presets area-presets" aria-label="Examples">
      {PRESETS.map(({ label, title, scene }) => (
        <a key={label} className="button" href={printNumbersAddress(scene)} title={title}>
          {label}
        </a>
      ))}
    </nav>
  );
}
