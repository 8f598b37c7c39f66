/** Which back end computes in what numbers and how long the last scene took; a dot that fills while one runs longer than a blink. */
import { useLab, useReply } from '#app/state/lab.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import { useScene } from '#app/state/scene.ts';

export function RunState() {
  const status = useLab((state) => state.status.kind);
  if (status === 'loading') return <Starting />;
  if (status === 'failed') return null;
  return <Running busy={status === 'busy'} />;
}

function Starting() {
  const message = useOpenModel(({ opening }) => opening?.progress?.message ?? 'Starting the engine');
  return (
    <p className="run-state">
      <span className="run-dot" data-busy="true" aria-hidden="true" />
      {message} …
    </p>
  );
}

const STORED = 'Tensors are stored as the storage plan says; what is computed with them is float32';

function Running({ busy }: { readonly busy: boolean }) {
  const backend = useLab((state) => state.model?.backend ?? null);
  const reply = useReply();
  const stored = useScene(({ scene }) => scene.storage.length > 0);
  if (!backend) return null;
  const adapter = backend.name === 'webgpu' && backend.adapter ? ` (${backend.adapter})` : '';
  return (
    <p
      className="run-state"
      title={`${backend.name}${adapter}: ${backend.reason}. TensorFlow.js ${backend.tfjsVersion}${stored ? `. ${STORED}` : ''}`}
    >
      <span className="run-dot" data-busy={busy} aria-hidden="true" />
      {backend.name} · {stored ? 'stored formats' : 'float32'}{' '}
      {reply && (
        <span className="run-time">· {reply.elapsedMs.toFixed(reply.elapsedMs < 10 ? 1 : 0)} ms</span>
      )}
    </p>
  );
}
