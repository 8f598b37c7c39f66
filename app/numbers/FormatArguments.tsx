/** Arguments of integers and fixed point: width, scale, zero point, fraction bits. Floats have none. */
import { WholeSlider } from './WholeSlider.tsx';

interface FormatArgumentsProps {
  readonly expression: string;
  readonly onChange: (expression: string) => void;
}

export function FormatArguments({ expression, onChange }: FormatArgumentsProps) {
  const [, unsigned = '', family = '', bits = '', list] =
    /^(u?)(int|fixed)(\d*)(?:\(([^()]*)\))?$/.exec(expression) ?? [];
  const numbers = list === undefined ? [] : list.split(',').map(Number);
  if (family === 'fixed') {
    const [width = 8, fraction = 4] = numbers;
    const set = (w: number, f: number) => onChange(`${unsigned}fixed(${w},${f})`);
    return (
      <>
        <Row name="width">
          <WholeSlider label="width" low={1} high={32} value={width} onChange={(w) => set(w, fraction)} />
        </Row>
        <Row name="fraction bits">
          <WholeSlider
            label="fraction bits"
            low={-8}
            high={32}
            value={fraction}
            onChange={(f) => set(width, f)}
          />
        </Row>
      </>
    );
  }
  if (family !== 'int') return null;
  const [scale, zero = 0] = numbers;
  const set = (width: number, by: number | undefined, at: number) =>
    onChange(`${unsigned}int${width}${by === undefined ? '' : at === 0 ? `(${by})` : `(${by},${at})`}`);
  const width = Number(bits);
  return (
    <>
      <Row name="width">
        <WholeSlider label="width" low={2} high={16} value={width} onChange={(w) => set(w, scale, zero)} />
      </Row>
      <Row name="scale">
        <label className="check">
          <input
            type="checkbox"
            checked={scale === undefined}
            onChange={(event) => set(width, event.target.checked ? undefined : 0.05, zero)}
          />
          from the tensor
        </label>
        {scale !== undefined && (
          <input
            className="field short mono"
            type="number"
            step="any"
            aria-label="scale"
            value={scale}
            onChange={(event) => set(width, Number(event.target.value), zero)}
          />
        )}
      </Row>
      {scale !== undefined && (
        <Row name="zero point">
          <WholeSlider
            label="zero point"
            low={unsigned === '' ? -(2 ** (width - 1)) : 0}
            high={unsigned === '' ? 2 ** (width - 1) - 1 : 2 ** width - 1}
            value={zero}
            onChange={(at) => set(width, scale, at)}
          />
        </Row>
      )}
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="argument">
      <span className="argument-name" aria-hidden="true">
        {name}
      </span>
      <span className="argument-control">{children}</span>
    </div>
  );
}
