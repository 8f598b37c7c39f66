/**
 * A button and what it opens beside the page, on the browser's own popover: Escape, and a press elsewhere, close it and
 * give the focus back. The content is there only while it is open. `document.getElementById(id).showPopover()` opens it
 * from elsewhere.
 */
import './popover.css';
import { type ReactNode, type ToggleEvent, useEffect, useRef, useState } from 'react';

export interface PopoverProps {
  readonly id: string;
  /** Of the button; what it says is `children` of `button`. */
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonClass?: string;
  readonly disabled?: boolean;
  readonly title: string;
  /** Which edge of the page it stands at. */
  readonly place?: 'head' | 'foot';
  readonly children: ReactNode;
}

export function Popover({
  id,
  label,
  button,
  buttonClass = 'button plain',
  disabled = false,
  title,
  place = 'foot',
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const first = '[data-first-focus], [aria-current="true"], button:not(:disabled), input, select';
    body.current?.querySelector<HTMLElement>(first)?.focus();
  }, [open]);
  return (
    <>
      <button
        type="button"
        className={buttonClass}
        aria-label={label}
        aria-expanded={open}
        disabled={disabled}
        popoverTarget={id}
      >
        {button}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        className="popover"
        data-place={place}
        onToggle={(event: ToggleEvent) => setOpen(event.newState === 'open')}
      >
        {open && (
          <div ref={body} className="popover-body">
            <h3 className="panel-title">{title}</h3>
            {children}
          </div>
        )}
      </div>
    </>
  );
}
