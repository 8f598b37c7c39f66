/** The plan in words before it runs: N, n, and what the numbers will mean; or what is wrong with it. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { PlanPreview } from './planPreview.ts';

export function PlanTold({ preview }: { readonly preview: PlanPreview }) {
  return (
    <section aria-live="polite" aria-label="The plan in words">
      {preview.kind === 'wrong' ? (
        <p className="campaign-wrong">{preview.message}</p>
      ) : (
        <>
          <dl className="campaign-sizes">
            <div>
              <dt>Possible faults N</dt>
              <dd>{formatCount(preview.N)}</dd>
            </div>
            <div>
              <dt>Trials n</dt>
              <dd>{formatCount(preview.n)}</dd>
            </div>
          </dl>
          <PlanSentences words={preview.words} />
        </>
      )}
    </section>
  );
}

export function PlanSentences({
  words,
}: {
  readonly words: Extract<PlanPreview, { kind: 'plan' }>['words'];
}) {
  return (
    <ul className="campaign-sentences">
      {words.sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {words.warnings.map((warning) => (
        <li key={warning} className="campaign-warning">
          Note: {warning}
        </li>
      ))}
    </ul>
  );
}
