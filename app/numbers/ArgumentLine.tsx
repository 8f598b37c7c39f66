/** One argument of a format: its name, then its controls, which carry their own names. */
import type { ReactNode } from 'react';

interface ArgumentLineProps {
  readonly name: string;
  /** Not what it is by default. */
  readonly isSet?: boolean;
  readonly isCode?: boolean;
  readonly children: ReactNode;
}

export function ArgumentLine({ name, isSet = true, isCode = false, children }: ArgumentLineProps) {
  return (
    <div className={isSet ? 'argument set' : 'argument'}>
      <span className={isCode ? 'argument-name mono' : 'argument-name'} aria-hidden="true">
        {name}
      </span>
      <span className="argument-control">{children}</span>
    </div>
  );
}
