/** What can be unfolded under the pictures: how the values are spread, and the most changed elements as a table. */
import { type ReactNode, useEffect, useRef } from 'react';
import { formatCount } from '#app/ui/formatNumber.ts';
import { Histogram } from '#app/ui/Histogram.tsx';
import type { Comparison } from './comparison.ts';
import { ElementTable, type ElementTableProps } from './ElementTable.tsx';
import { type LayerView, setLayerView, useLayerView } from './layerView.ts';

export function TensorFacts(props: ElementTableProps) {
  const { comparison } = props;
  const { histogram, table } = useLayerView();
  const { golden, faulty } = comparison.views;
  if (comparison.golden.length < 2) return null;
  return (
    <div className="tensor-facts">
      <div className="disclosures">
        <Disclosure part="histogram" open={histogram} label="Histogram" />
        <Disclosure part="table" open={table} label={tableTitle(comparison)} />
      </div>
      {histogram && (
        <Unfolded>
          <Histogram golden={golden.counts} faulty={faulty.counts} />
        </Unfolded>
      )}
      {table && (
        <Unfolded>
          <ElementTable {...props} />
        </Unfolded>
      )}
    </div>
  );
}

/** What was just unfolded by hand is brought into sight; what is unfolded from the start stays where it is. */
function Unfolded({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const asked = box.current?.closest('.tensor-facts')?.contains(document.activeElement);
    if (asked) box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return <div ref={box}>{children}</div>;
}

interface DisclosureProps {
  readonly part: keyof LayerView & ('histogram' | 'table');
  readonly open: boolean;
  readonly label: string;
}

function Disclosure({ part, open, label }: DisclosureProps) {
  return (
    <button type="button" aria-expanded={open} onClick={() => setLayerView({ [part]: !open })}>
      {label}
    </button>
  );
}

function tableTitle({ changed }: Comparison): string {
  if (changed === 0) return 'Table: greatest values';
  return changed === 1 ? 'Table: the one change' : `Table: greatest of ${formatCount(changed)} changes`;
}
