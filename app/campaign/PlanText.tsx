/** The plan as text, YAML or JSON, checked as it is typed. */
import { Lines } from '#app/ui/Field.tsx';

interface PlanTextProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function PlanText({ text, onChange }: PlanTextProps) {
  return (
    <div className="campaign-text">
      <Lines label="The plan as text (YAML or JSON)" rows={24} value={text} onChange={onChange} />
      <p className="soft">What is left out has its default. The model is the one on the screen.</p>
    </div>
  );
}
