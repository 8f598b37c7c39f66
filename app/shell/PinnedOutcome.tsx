/** On a small screen the prediction stays in sight above every panel. */

import { ScenePicture } from '#app/outcome/ScenePicture.tsx';
import { VerdictChip } from '#app/outcome/VerdictChip.tsx';
import { useReply } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';

export function PinnedOutcome() {
  const reply = useReply();
  const input = useScene((state) => state.scene.input);
  if (!reply) return null;
  return (
    <section className="pinned-outcome" aria-label="Prediction">
      <ScenePicture input={input} className="pinned-picture" label="Input" />
      <VerdictChip reply={reply} compact />
    </section>
  );
}
