/** Every word with its value, as the FKeras notebook prints them; the chosen value's word and its faulty one are marked. */
import { setElement } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';
import { WordTable } from './WordTable.tsx';

export function CodeTable({ scene, view }: PartProps) {
  const { element } = scene;
  return (
    <div className="part area-codes">
      <WordTable
        words={view.formatAt(element)}
        golden={view.words[element] as number}
        faulty={view.faulty.words[element] as number}
        onPick={({ value }) => setElement(scene, element, value)}
      />
    </div>
  );
}
