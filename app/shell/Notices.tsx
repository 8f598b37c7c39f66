/** Short messages over the foot; they leave by themselves unless the pointer or the focus is on them. Their time starts when the lab is there. */
import { useEffect, useState } from 'react';
import { useLab } from '#app/state/lab.ts';
import { type Notice, useNotices } from '#app/state/notices.ts';

const SHOWN_MS = { info: 4000, warning: 9000, error: 20_000 } as const;

export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <section className="notices" aria-label="Messages" aria-live="polite">
      {notices.map((notice) => (
        <Message key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Message({ notice }: { readonly notice: Notice }) {
  const { id, kind, text, action } = notice;
  const [held, setHeld] = useState(false);
  const loading = useLab((state) => state.status.kind === 'loading');
  useEffect(() => {
    if (held || loading || action) return;
    const timer = setTimeout(() => useNotices.getState().dismiss(id), SHOWN_MS[kind]);
    return () => clearTimeout(timer);
  }, [held, loading, action, id, kind]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: looking at a message keeps it, there is nothing to operate
    <div
      className="notice"
      data-kind={kind}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{text}</p>
      {action && (
        <button type="button" className="button" onClick={action.run}>
          {action.title}
        </button>
      )}
      <button
        type="button"
        className="button plain icon-button"
        aria-label="Dismiss"
        onClick={() => useNotices.getState().dismiss(id)}
      >
        ×
      </button>
    </div>
  );
}
