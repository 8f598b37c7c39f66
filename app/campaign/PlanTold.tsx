/** The plan in words before it runs: N, n, and what the numbers will mean; or what is wrong with it. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { PlanWords } from '#engine/campaign/plan/describePlan.ts';
import { isLopsided } from '#engine/campaign/plan/planDocument.ts';
import type { PlanPreview } from './planPreview.ts';
import { StrataTold } from './StrataTold.tsx';

export function PlanTold({ preview }: { readonly preview: PlanPreview }) {
  return (
    <>
      <section aria-live="polite" aria-label="The plan in words">
        {preview.kind === 'wrong' ? (
          <p className="campaign-wrong">{preview.message}</p>
        ) : (
          <Told preview={preview} />
        )}
      </section>
      {preview.kind === 'plan' && preview.strata.length > 0 && (
        <StrataTold
          strata={preview.strata}
          even={preview.plans.some(({ sampling }) => isLopsided(sampling))}
        />
      )}
    </>
  );
}

function Told({ preview }: { readonly preview: Extract<PlanPreview, { kind: 'plan' }> }) {
  const { N, n, words, plans, open } = preview;
  const rates = plans.map(({ fault }) => (fault.amount.kind === 'rate' ? fault.amount.rate : 0));
  return (
    <>
      <dl className="campaign-sizes">
        <div>
          <dt>Possible faults N</dt>
          <dd>{formatCount(N)}</dd>
        </div>
        <div>
          <dt>Trials n{plans.length > 1 ? ', each campaign' : ''}</dt>
          <dd>{formatCount(n)}</dd>
        </div>
      </dl>
      <PlanSentences
        words={{
          sentences: words.sentences,
          warnings: [
            ...(plans.length > 1
              ? [
                  `A series of ${plans.length} campaigns, one after the other, at error rates ${rates.join(', ')}.`,
                ]
              : []),
            ...open,
            ...words.warnings,
          ],
        }}
      />
    </>
  );
}

export function PlanSentences({ words }: { readonly words: PlanWords }) {
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
