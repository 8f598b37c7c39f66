/**
 * "Which bit hurts", by the prediction: one mark a bit, under its bar, once all flips were run. Like the bars a pointer's
 * short cut to the bits above; a bit says its own outcome, and how it went in all is spoken when it is done.
 */
import { type FlipsQuestion, runFlips, stopFlips, useFlipRuns } from '#app/state/flips.ts';
import { fieldOf } from '#engine/formats/format.ts';
import type { FlipOutcome } from '#workers/labApi.ts';
import { bitColumns } from './bitColumns.ts';
import { countVerdicts, FLIP_MARKS, outcomeStory } from './flipMarks.ts';
import type { WordModel } from './wordModel.ts';

export interface FlipVerdictsProps {
  readonly model: WordModel;
  readonly outcomes: Readonly<Record<number, FlipOutcome>>;
  /** What the bar of a bit tells; a mark tells it too. */
  readonly barStory: (bitIndex: number) => string;
  readonly flips: ReadonlySet<number>;
  readonly onToggle: (bitIndex: number) => void;
}

export function FlipVerdicts({ model, outcomes, barStory, flips, onToggle }: FlipVerdictsProps) {
  const bits = Array.from({ length: model.width }, (_, place) => model.width - 1 - place);
  return (
    <fieldset
      className="flip-verdicts"
      style={bitColumns(model.width)}
      aria-label="What each flip does to the prediction"
    >
      {bits.map((bitIndex) => {
        const outcome = outcomes[bitIndex];
        const { name, high } = fieldOf(model, bitIndex);
        const edge = high === bitIndex && bitIndex < model.width - 1;
        const story = outcome && outcomeStory(outcome);
        return (
          <button
            key={bitIndex}
            type="button"
            tabIndex={-1}
            data-bit={bitIndex}
            data-field={name}
            data-verdict={outcome?.verdict ?? 'none'}
            data-story={story && `${barStory(bitIndex)} · ${story}`}
            className={`flip-verdict${edge ? ' field-edge' : ''}${flips.has(bitIndex) ? ' flipped' : ''}`}
            aria-label={`bit ${bitIndex}: ${story ?? 'not run yet'}`}
            onClick={() => onToggle(bitIndex)}
          >
            {outcome ? FLIP_MARKS[outcome.verdict].icon : '·'}
          </button>
        );
      })}
    </fieldset>
  );
}

/** The button that asks for it, how far it is, and what came of it. */
export function FlipRequest({ question }: { readonly question: FlipsQuestion }) {
  const runs = useFlipRuns(question);
  const outcomes = Object.values(runs?.outcomes ?? {});
  const { width } = question;
  if (runs?.state === 'running')
    return (
      <span className="flip-request" role="status">
        {outcomes.length} of {width}
        <button type="button" onClick={stopFlips}>
          Stop
        </button>
      </span>
    );
  if (runs?.state === 'done')
    return (
      <span className="flip-request" role="status">
        {countVerdicts(outcomes).map(({ verdict, count }) => (
          <span key={verdict} className="flip-count" data-verdict={verdict} title={FLIP_MARKS[verdict].name}>
            <span aria-hidden="true">{FLIP_MARKS[verdict].icon} </span>
            {count}
            <span className="visually-hidden"> {FLIP_MARKS[verdict].name}, </span>
          </span>
        ))}
      </span>
    );
  return (
    <span className="flip-request">
      <button
        type="button"
        title={`Run the network ${width} times, each time with one bit of this word flipped`}
        onClick={() => void runFlips(question)}
      >
        {outcomes.length > 0 ? `Run the other ${width - outcomes.length}` : `Run all ${width} flips`}
      </button>
      {runs?.state === 'failed' && (
        <span className="set-error" role="alert">
          {runs.message}
        </span>
      )}
    </span>
  );
}
