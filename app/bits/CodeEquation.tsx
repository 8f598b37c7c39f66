/** What a code means: step × (code - zero) = value; where the format has a table instead, the code and its value. */
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { CodeRule, WordModel } from './wordModel.ts';

export interface CodeEquationProps {
  readonly model: WordModel;
  readonly rule: CodeRule;
  readonly word: number;
}

export function CodeEquation({ model, rule, word }: CodeEquationProps) {
  const code = (
    <span className="term" data-field="code" title="The bits as an integer">
      {model.integerOf(word)}
    </span>
  );
  return (
    <>
      {rule.linear ? (
        <>
          <span title="Value of one code step">{powerOfTwoText(rule.step)}</span>
          <span className="times">×</span>
          {rule.zero === 0 ? (
            code
          ) : (
            <span>
              ({code} - {rule.zero})
            </span>
          )}
        </>
      ) : (
        <>
          <span className="times">code</span>
          {code}
          <span className="times">by the format's table</span>
        </>
      )}
      <span className="times">=</span>
      <span>{exactFloat32(model.decode(word))}</span>
    </>
  );
}

/** `2^-4` where it is one, else the number. */
function powerOfTwoText(step: number): string {
  const exponent = Math.log2(step);
  return Number.isInteger(exponent) && exponent !== 0 ? `2^${exponent}` : exactFloat32(step);
}
