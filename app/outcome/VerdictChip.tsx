/** What became of the prediction, spoken when it changes. */
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { hasClasses } from '#engine/campaign/outcome.ts';
import type { SceneReply } from '#workers/labApi.ts';
import { type VerdictWords, verdictWords } from './verdictWords.ts';

export interface VerdictChipProps {
  readonly reply: SceneReply;
  /** One line, for small screens. */
  readonly compact?: boolean;
}

export function VerdictChip({ reply, compact = false }: VerdictChipProps) {
  const stale = useLab((state) => state.status.kind === 'busy' || state.status.kind === 'refused');
  const truth = useTruth();
  const labels = useLab((state) => state.model?.card.labels ?? null);
  const classes = hasClasses(reply.golden, labels);
  const waiting = useScene((state) => state.revision) !== reply.revision;
  const starting = useLab((state) => state.status.kind === 'loading') && waiting;
  const judged = verdictWords({
    truth,
    verdict: reply.verdict,
    faults: reply.faults.length,
    golden: classes ? (reply.golden[0]?.top ?? []) : [],
    faulty: classes ? (reply.faulty[0]?.top ?? []) : [],
    outputs: reply.faulty.map(({ values }) => values),
  });
  const words = starting ? STARTING : judged;
  // Of the large and the compact one, one is always hidden: what is said is said once.
  return (
    <div
      role="status"
      aria-label="Verdict"
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

/** The picture that came with the page is on the screen; what was asked since waits for the engine. */
const STARTING: VerdictWords = {
  kind: 'none',
  headline: 'Starting',
  sentence: 'The engine starts; your scene runs in a moment.',
  icon: '…',
  loud: false,
};

/** The label of the gallery picture on the bench. */
function useTruth(): string | null {
  const input = useScene((state) => state.scene.input);
  const model = useLab((state) => state.model);
  if (input.kind !== 'gallery') return null;
  const label = model?.gallery?.labels[input.index];
  return label === undefined ? null : (model?.card.labels?.[label] ?? String(label));
}
