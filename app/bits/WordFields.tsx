/** The word as value, hexadecimal word and integer: golden as text, the present one in fields that can be typed over. */
import { formatCount } from '#app/ui/formatNumber.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { NotationField } from './NotationField.tsx';
import type { WordModel } from './wordModel.ts';
import { type Notation, printWord } from './wordText.ts';

export interface WordFieldsProps {
  readonly model: WordModel;
  readonly golden: number;
  readonly faulty: number;
  readonly onSet: (word: number) => void;
  /** What is set between begin and end is one step of the history. */
  readonly onStroke: (part: 'begin' | 'end') => void;
}

/** Beyond this a count is told in powers of ten. */
const MOST_COUNTED = 1e6;

export function WordFields({ model, golden, faulty, onSet, onStroke }: WordFieldsProps) {
  const changed = golden !== faulty;
  const step = (steps: number) => {
    onStroke('begin');
    let word = faulty;
    for (let k = 0; k < Math.abs(steps); k++) word = model.next(word, steps > 0 ? 'above' : 'below');
    if (word !== faulty) onSet(word);
  };
  const field = (notation: Notation) => (
    <NotationField {...{ model, notation, changed, onSet }} word={faulty} />
  );
  const before = (notation: Notation) =>
    changed && (
      <>
        <span className="before">{printWord(model, notation, golden)}</span>
        <span className="arrow">→</span>
      </>
    );
  return (
    <dl className="word-values">
      <dt>value</dt>
      <dd>
        {before('value')}
        <NotationField
          {...{ model, changed, onSet }}
          notation="value"
          word={faulty}
          onStep={step}
          onStepEnd={() => onStroke('end')}
        />
        {changed && <span className="delta">{distanceText(model.decode(golden), model.decode(faulty))}</span>}
      </dd>
      <dt>hex</dt>
      <dd>
        {before('hex')}
        {field('hex')}
        <span
          className="integer"
          title={changed ? `golden: ${printWord(model, 'integer', golden)}` : undefined}
        >
          <span className="notation-name">{model.rule.kind === 'float' ? 'int' : 'code'}</span>
          {field('integer')}
        </span>
        {changed && <span className="delta">{stepsText(model, golden, faulty)}</span>}
      </dd>
    </dl>
  );
}

/** How far the value moved; nothing to say where one of them is no number. */
function distanceText(golden: number, faulty: number): string {
  const distance = Math.abs(faulty - golden);
  return Number.isNaN(distance) ? '' : `Δ ${shortNumber(distance)}`;
}

/** How many numbers of the format lie between; nothing to say of NaN. */
function stepsText(model: WordModel, golden: number, faulty: number): string {
  const steps = model.distance(golden, faulty);
  if (Number.isNaN(steps)) return '';
  return `${steps < MOST_COUNTED ? formatCount(steps) : shortNumber(steps)} ${model.distanceUnit}`;
}
