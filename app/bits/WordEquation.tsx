/** What the bits mean, as a formula, each term tied to its bits by letter, line and hover. */
import { CodeEquation } from './CodeEquation.tsx';
import { FloatEquation } from './FloatEquation.tsx';
import type { WordModel } from './wordModel.ts';

export function WordEquation({ model, word }: { readonly model: WordModel; readonly word: number }) {
  const { rule } = model;
  return (
    <p className="equation">
      {rule.kind === 'float' ? (
        <FloatEquation format={rule.format} word={word} />
      ) : (
        <CodeEquation model={model} rule={rule} word={word} />
      )}
    </p>
  );
}
