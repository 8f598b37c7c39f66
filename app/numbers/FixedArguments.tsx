/** Arguments of fixed point: width and fraction bits. Nothing for other formats. */
import { ArgumentLine } from './ArgumentLine.tsx';
import { WholeSlider } from './WholeSlider.tsx';

interface FixedArgumentsProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function FixedArguments({ text, onChange }: FixedArgumentsProps) {
  const [, name, w, f] = /^(u?fixed)\((\d+),(-?\d+)\)$/.exec(text) ?? [];
  if (name === undefined) return null;
  const [width, fraction] = [Number(w), Number(f)];
  const set = (bits: number, below: number) => onChange(`${name}(${bits},${below})`);
  return (
    <>
      <ArgumentLine name="bits">
        <WholeSlider label="bits" low={1} high={24} value={width} onChange={(bits) => set(bits, fraction)} />
      </ArgumentLine>
      <ArgumentLine name="fraction bits">
        <WholeSlider
          label="fraction bits"
          low={-8}
          high={24}
          value={fraction}
          onChange={(below) => set(width, below)}
        />
      </ArgumentLine>
    </>
  );
}
