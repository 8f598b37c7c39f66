/** The outputs of a model without classes: their shapes, and how far a fault moved them. */
import { useReply } from '#app/state/lab.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';

export function OutputFacts() {
  const reply = useReply();
  if (reply === null) return null;
  return (
    <ul className="output-facts" aria-label="Outputs">
      {reply.golden.map(({ value, shape }) => {
        const seen = reply.observations.find((each) => each.value === value);
        return (
          <li key={value} className="output-fact">
            <code>{value}</code> <span className="soft">{shape.slice(1).join('×') || 'one number'}</span>
            {seen !== undefined && seen.changed > 0 && (
              <span className="output-moved">
                {formatCount(seen.changed)} changed, by up to {shortNumber(seen.maxAbsDiff)}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
