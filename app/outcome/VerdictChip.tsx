/** What became of the prediction, spoken when it changes. */
import { useLab } from '#app/state/lab.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { verdictWords } from './verdictWords.ts';

export interface VerdictChipProps {
  readonly reply: SceneReply;
  /** One line, for small screens. */
  readonly compact?: boolean;
}

export function VerdictChip({ reply, compact = false }: VerdictChipProps) {
  const stale = useLab((state) => state.status.kind === 'busy' || state.status.kind === 'refused');
  const words = verdictWords({
    verdict: reply.verdict,
    faults: reply.faults.length,
    golden: reply.golden[0]?.top ?? [],
    faulty: reply.faulty[0]?.top ?? [],
    outputs: reply.faulty.map(({ values }) => values),
  });
  // Two statuses would be read out twice: the compact one is for the eye.
  return (
    <div
      role={compact ? undefined : 'status'}
      aria-label={compact ? undefined : 'Verdict'}
      className={compact ? 'verdict compact' : 'verdict'}
      data-verdict={words.kind}
      data-loud={words.loud}
      data-stale={stale}
    >
      <span className="verdict-icon" aria-hidden="true">
        {words.icon}
      </span>
      <span className="verdict-words">
        <strong>{words.headline}</strong>
        <span className="verdict-sentence">{words.sentence}</span>
      </span>
    </div>
  );
}
