/** A modal dialog on the browser's own <dialog>: focus is kept inside and given back, Escape and a click beside close. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Without a head: the title is for assistive technology only. */
  readonly plain?: boolean;
  /** As much room as there is, for cards side by side. */
  readonly wide?: boolean;
}

export function Dialog({ title, onClose, children, plain = false, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    const first =
      element?.querySelector<HTMLElement>('[data-first-focus]') ??
      element?.querySelector<HTMLElement>('[autofocus], [aria-pressed="true"], input');
    first?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={plain ? 'dialog plain' : wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      // Not `cancel`, which a browser may leave out, and which rises from file fields inside, too.
      onClose={onClose}
      onKeyDown={(event) => {
        if (!isEscape(event)) return;
        // The browser shuts the dialog at once and tells the page later: a key in between would be lost.
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <div className={plain ? 'visually-hidden' : 'dialog-head'}>
          <h2 id={id}>{title}</h2>
          {!plain && (
            <button type="button" className="button plain icon-button" aria-label="Close" onClick={onClose}>
              ×
            </button>
          )}
        </div>
        {plain ? children : <Content title={title}>{children}</Content>}
      </div>
    </dialog>
  );
}

const isEscape = ({ key, defaultPrevented, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Escape' && !defaultPrevented && !nativeEvent.isComposing;

/** What scrolls and has nothing inside to focus takes the focus itself, so that the keys scroll it. */
function Content({ title, children }: Pick<DialogProps, 'title' | 'children'>) {
  const content = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = content;
    if (!current) return;
    // The dialog opens after this, and may change its size.
    const watch = new ResizeObserver(() =>
      setScrolls(current.scrollHeight > current.clientHeight && !current.querySelector(INSIDE)),
    );
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return (
    <section
      ref={content}
      className="dialog-content"
      {...(scrolls ? { tabIndex: 0, 'aria-label': title } : {})}
    >
      {children}
    </section>
  );
}

const INSIDE = 'button, a[href], input, select, textarea, [tabindex="0"]';
