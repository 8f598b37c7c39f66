/** Under the head while another model is on its way: how far it is, and Cancel. The one before stays usable. */
import { useEffect, useState } from 'react';
import { useLab } from '#app/state/lab.ts';
import { cancelOpening, useOpenModel } from '#app/state/openModel.ts';
import { megabytes } from './modelFacts.ts';

/** What is there within a blink needs no word. */
const BLINK_MS = 100;

export function OpeningStrip() {
  // The first opening has its place in the middle of the screen, or in the head.
  const first = useLab((state) => state.status.kind === 'loading');
  const opening = useOpenModel((state) => (first ? null : state.opening));
  const id = opening?.entry.id ?? null;
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    setLate(null);
    if (id === null) return;
    const timer = setTimeout(() => setLate(id), BLINK_MS);
    return () => clearTimeout(timer);
  }, [id]);
  if (opening === null || late !== id) return null;
  const { entry, progress } = opening;
  const { receivedBytes = null, message = 'Opening' } = progress ?? {};
  const share =
    receivedBytes !== null && entry.sizeBytes ? Math.min(1, receivedBytes / entry.sizeBytes) : null;
  return (
    <section className="strip" aria-label="A model is being opened">
      <p role="status">
        <strong>{entry.name}</strong> {message}
      </p>
      {receivedBytes !== null && (
        <span className="soft">
          {megabytes(Math.min(receivedBytes, entry.sizeBytes ?? receivedBytes))}
          {entry.sizeBytes !== null && ` of ${megabytes(entry.sizeBytes)}`}
        </span>
      )}
      <progress aria-label={`Opening ${entry.name}`} {...(share === null ? {} : { value: share })} />
      <button type="button" className="button" onClick={cancelOpening}>
        Cancel
      </button>
    </section>
  );
}
