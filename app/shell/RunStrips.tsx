/** Under the head, only when there is something to say: the engine did not start, or a scene takes long. */
import { useEffect, useState } from 'react';
import { useLab } from '#app/state/lab.ts';
import { stopRun } from '#app/state/labDriver.ts';
import { StartDoors } from './StartDoors.tsx';

/** From here on a person asks what is going on, and may want out. */
const SLOW_MS = 2500;

export function RunStrips() {
  const failed = useLab(({ status }) => (status.kind === 'failed' ? status.message : null));
  const painted = useLab((state) => state.replyRevision > 0);
  // Without a picture the middle of the screen says it.
  if (failed !== null && painted) return <FailedStrip message={failed} />;
  return <SlowRun />;
}

function FailedStrip({ message }: { readonly message: string }) {
  return (
    <section className="strip" role="alert" aria-label="The engine did not start">
      <p>
        <strong>The engine did not start.</strong> You see the picture that came with the page; nothing can be
        run. {message}
      </p>
      <StartDoors />
    </section>
  );
}

function SlowRun() {
  const busy = useLab(({ status }) => status.kind === 'busy');
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  if (!busy || !slow) return null;
  return (
    <section className="strip" aria-label="A scene is running">
      <p role="status">Still running the scene. What you see is the one before.</p>
      <progress aria-label="Running" />
      <button type="button" className="button" onClick={stopRun}>
        Cancel
      </button>
    </section>
  );
}
