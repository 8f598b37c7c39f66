/** One argument of a quantizer with the control that fits it. */
import { useEffect, useState } from 'react';
import { Segmented } from '#app/ui/Segmented.tsx';
import { type Literal, printLiteral } from '#engine/quantizers/quantizerCall.ts';
import { ArgumentLine } from './ArgumentLine.tsx';
import type { Argument } from './argumentControls.ts';
import { readLiteralText } from './literalText.ts';
import { WholeSlider } from './WholeSlider.tsx';

interface ArgumentRowProps {
  readonly argument: Argument;
  readonly onChange: (value: Literal) => void;
}

export function ArgumentRow({ argument, onChange }: ArgumentRowProps) {
  return (
    <ArgumentLine name={argument.name} isSet={!argument.isDefault} isCode>
      <ArgumentControl {...{ argument, onChange }} />
    </ArgumentLine>
  );
}

function ArgumentControl({ argument, onChange }: ArgumentRowProps) {
  const { name, control, value } = argument;
  switch (control.kind) {
    case 'whole':
      return (
        <WholeSlider
          label={name}
          low={control.low}
          high={control.high}
          value={Number(value)}
          onChange={onChange}
        />
      );
    case 'flag':
      return (
        <input
          type="checkbox"
          aria-label={name}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'choice':
      return (
        <Segmented
          label={name}
          options={control.options.map((option) => ({ value: option, label: option }))}
          value={String(value)}
          onChange={onChange}
        />
      );
    case 'scale':
      return <ScaleControl {...{ argument, onChange }} />;
    case 'text':
      return <LiteralField {...{ argument, onChange }} />;
  }
}

const SCALES = ['None', 'number', 'auto', 'auto_po2'] as const;
type ScaleKind = (typeof SCALES)[number];

function ScaleControl({ argument, onChange }: ArgumentRowProps) {
  const { name, value } = argument;
  const kind: ScaleKind =
    value === null ? 'None' : value === 'auto' || value === 'auto_po2' ? value : 'number';
  const choose = (next: ScaleKind) => onChange(next === 'None' ? null : next === 'number' ? 1 : next);
  return (
    <>
      <Segmented
        label={name}
        options={SCALES.map((each) => ({ value: each, label: each }))}
        value={kind}
        onChange={choose}
      />
      {kind === 'number' && <LiteralField {...{ argument, onChange }} />}
    </>
  );
}

/** Takes what reads as a literal at once; what does not stays until it does. */
function LiteralField({ argument: { name, value }, onChange }: ArgumentRowProps) {
  const printed = printLiteral(value);
  const [draft, setDraft] = useState(printed);
  useEffect(() => setDraft(printed), [printed]);
  return (
    <input
      className="field short mono"
      aria-label={name}
      aria-invalid={readLiteralText(draft) === undefined}
      spellCheck={false}
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        const literal = readLiteralText(event.target.value);
        if (literal !== undefined) onChange(literal);
      }}
      onBlur={() => setDraft(printed)}
    />
  );
}
