/** Input and outcome: the picture, golden against faulty scores, the verdict, and what was done in plain sentences. */
import { useLab, useReply } from '#app/state/lab.ts';
import { useEffectiveView } from '#app/state/selection.ts';
import { hasClasses } from '#engine/campaign/outcome.ts';
import { InputPicture } from './InputPicture.tsx';
import { OutputFacts } from './OutputFacts.tsx';
import { ScoreBars } from './ScoreBars.tsx';
import { VerdictChip } from './VerdictChip.tsx';
import './outcome.css';

export function OutcomePanel() {
  const reply = useReply();
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const refused = useLab((state) => (state.status.kind === 'refused' ? state.status.message : null));
  const golden = useEffectiveView() === 'golden';
  if (!reply) return null;
  const faults = reply.faults.length > 0;
  return (
    <>
      <InputPicture />
      {hasClasses(reply.golden, labels) ? (
        <ScoreBars reply={reply} labels={labels} goldenOnly={golden || !faults} />
      ) : (
        <OutputFacts />
      )}
      <VerdictChip reply={reply} />
      {refused !== null && (
        <p className="refused" role="alert">
          These faults could not be run, what you see is the scene before. {refused}
        </p>
      )}
      {faults && (
        <ul className="sentences" aria-label="What was done">
          {reply.faults.map(({ fault, sentence }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same; the order is what tells them apart
            <li key={`${i} ${fault}`}>{unbroken(sentence)}</li>
          ))}
        </ul>
      )}
      <p className="outcome-hint">
        {faults ? (
          <>
            Golden <span className="key golden" /> faulty <span className="key faulty" />{' '}
            <span className="hold-hint">
              Hold <kbd>G</kbd> for golden.
            </span>
          </>
        ) : (
          <>
            Click a layer, then a pixel or a weight, then a bit. <kbd>?</kbd> shows the keys.
          </>
        )}
      </p>
    </>
  );
}

/** A line may end beside an arrow, not inside it. */
function unbroken(sentence: string) {
  return sentence.split(/(->)/).map((part, i) =>
    part === '->' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence stay in their order
      <span key={i} className="arrow">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
