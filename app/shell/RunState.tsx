/** Which back end computes and how long the last scene took; `running` where it takes longer than a blink. */
import { useLab, useReply } from '#app/state/lab.ts';

export function RunState() {
  const backend = useLab((state) => state.model?.backend ?? null);
  const busy = useLab((state) => state.status.kind === 'busy');
  const reply = useReply();
  if (!backend) return null;
  const adapter = backend.name === 'webgpu' && backend.adapter ? ` (${backend.adapter})` : '';
  return (
    <p
      className="run-state"
      title={`${backend.name}${adapter}: ${backend.reason}. TensorFlow.js ${backend.tfjsVersion}`}
    >
      <span className="run-dot" data-busy={busy} aria-hidden="true" />
      {backend.name} · float32{' '}
      {reply && (
        <span className="run-time">· {reply.elapsedMs.toFixed(reply.elapsedMs < 10 ? 1 : 0)} ms</span>
      )}
    </p>
  );
}
