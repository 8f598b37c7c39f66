/** A key combination as key caps. */
import { comboParts } from './keyCombo.ts';

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Keys({ combo }: { readonly combo: string }) {
  return (
    <span className="keys">
      {comboParts(combo, MAC).map((part) => (
        <kbd key={part}>{part}</kbd>
      ))}
    </span>
  );
}
