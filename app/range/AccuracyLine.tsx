/** Right answers over the gallery: as the model is, as stored, with the faults; refined while more pictures are run. */
import { useReply } from '#app/state/lab.ts';
import { useActiveFaults, useScene } from '#app/state/scene.ts';
import type { Verdict } from '#engine/campaign/outcome.ts';
import { useAccuracy } from './measured.ts';

const HEADLINES: Readonly<Record<Verdict, string>> = {
  SDC: 'Wrong class',
  DUE: 'Not a number',
  masked: 'Masked',
  benign: 'Benign',
  changed: 'Changed',
};
const LOUD: ReadonlySet<Verdict> = new Set<Verdict>(['SDC', 'DUE', 'changed']);

export function AccuracyLine() {
  const { accuracy, isCurrent } = useAccuracy();
  const stored = useScene((state) => state.scene.storage.length > 0);
  const faults = useActiveFaults().length > 0;
  const reply = useReply();
  const done = accuracy?.done ?? 0;
  const share = (correct: number) => (done === 0 ? '…' : `${((100 * correct) / done).toFixed(1)} %`);
  const images = accuracy?.images === 'held-out' ? 'held-out' : 'pictures';
  return (
    <section className="accuracy" aria-label="Accuracy" data-current={isCurrent}>
      <progress value={done} max={accuracy?.total ?? 1} aria-label="Pictures run" />
      <div className="accuracy-figures">
        <Figure name="float32" value={share(accuracy?.goldenCorrect ?? 0)} />
        {stored && (
          <Figure name="as stored" value={share(accuracy?.storedCorrect ?? 0)} id="stored-accuracy" />
        )}
        {faults && <Figure name="with the faults" value={share(accuracy?.faultyCorrect ?? 0)} loud />}
        {faults && reply && (
          <Figure name="this picture" value={HEADLINES[reply.verdict]} loud={LOUD.has(reply.verdict)} />
        )}
        <p className="soft">
          {done === 0
            ? 'The first pictures are being run.'
            : `${done} of ${accuracy?.total} ${images}${done === accuracy?.total && isCurrent ? '' : ', going on'}`}
        </p>
      </div>
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly loud?: boolean;
  readonly id?: string;
}

function Figure({ name, value, loud = false, id }: FigureProps) {
  return (
    <div className={loud ? 'figure loud' : 'figure'} data-testid={id}>
      <strong>{value}</strong>
      <span>{name}</span>
    </div>
  );
}
