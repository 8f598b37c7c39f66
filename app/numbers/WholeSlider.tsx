/** A whole number as a slider and as a field beside it. */
export interface WholeSliderProps {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function WholeSlider({ label, low, high, value, onChange }: WholeSliderProps) {
  return (
    <>
      <input
        type="range"
        className="slider"
        aria-label={label}
        min={Math.min(low, value)}
        max={Math.max(high, value)}
        step={1}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <input
        type="number"
        className="field tiny mono"
        aria-label={`${label}, as a number`}
        step={1}
        value={value}
        onChange={(event) => event.target.value !== '' && onChange(Number(event.target.value))}
      />
    </>
  );
}
