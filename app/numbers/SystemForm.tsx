/**
 * A number format as a form: its family, its expression as text, its arguments with the control that fits each. What cannot
 * be says why, and what stands stays.
 */
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Literal } from '#engine/quantizers/quantizerCall.ts';
import { AffineArguments } from './AffineArguments.tsx';
import { ArgumentRow } from './ArgumentRow.tsx';
import { argumentsOf, withArgument } from './argumentControls.ts';
import { FixedArguments } from './FixedArguments.tsx';
import { type FamilyGroup, familyByName } from './families.ts';

export interface SystemFormProps {
  /** One that reads. */
  readonly text: string;
  readonly family: string;
  readonly groups: readonly FamilyGroup[];
  /** Gives the canonical text. Throws LabError for what is none. */
  readonly read: (text: string) => string;
  readonly onChange: (text: string) => void;
  readonly children?: ReactNode;
}

export function SystemForm({ text, family, groups, read, onChange, children }: SystemFormProps) {
  const errorId = useId();
  const [draft, setDraft] = useState(text);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    setDraft(text);
    setError(null);
  }, [text]);
  const choose = (next: string) => {
    setDraft(next);
    try {
      onChange(read(next));
      setError(null);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const all = argumentsOf(text, family);
  const rare = all.filter(({ isRare }) => isRare);
  const edit = (name: string, value: Literal) => choose(withArgument(text, family, name, value));
  const row = (argument: (typeof all)[number]) => (
    <ArgumentRow key={argument.name} argument={argument} onChange={(value) => edit(argument.name, value)} />
  );
  return (
    <div className="system-form">
      <div className="format-choice">
        <select
          aria-label="Format or quantizer"
          value={family}
          onChange={(event) => choose(familyByName(event.target.value)?.start ?? event.target.value)}
        >
          {groups.map(({ label, families }) => (
            <optgroup key={label} label={label}>
              {families.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <input
          className="field mono"
          aria-label="Expression"
          aria-invalid={error !== null}
          aria-describedby={errorId}
          spellCheck={false}
          autoComplete="off"
          value={draft}
          onChange={(event) => choose(event.target.value)}
          onBlur={() => error === null && setDraft(text)}
        />
      </div>
      <p id={errorId} className="field-error" role="status">
        {error === null ? '' : `${error} Shown is still ${text}.`}
      </p>
      <div className="arguments">
        {all.filter(({ isRare }) => !isRare).map(row)}
        {rare.length > 0 && (
          <details className="rare" open={rare.some(({ isDefault }) => !isDefault)}>
            <summary>
              {rare.length} more argument{rare.length === 1 ? '' : 's'}
            </summary>
            {rare.map(row)}
          </details>
        )}
        <AffineArguments text={text} onChange={choose} />
        <FixedArguments text={text} onChange={choose} />
        {children}
      </div>
    </div>
  );
}
