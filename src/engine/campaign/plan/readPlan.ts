/** A plan out of text: YAML 1.2, of which JSON is a part; and back. */
import { parseDocument, stringify } from 'yaml';
import { LabError } from '../../labError.ts';
import { checkPlan, type Plan } from './planDocument.ts';

/** `source` names the text in messages. Throws LabError `bad-argument` that names every field that is wrong. */
export function readPlan(text: string, source = 'plan'): Plan {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined)
    throw new LabError(
      'bad-argument',
      `${source}: ${(error.message.split('\n')[0] ?? '').replace(/:$/, '')}.`,
    );
  return planOf(document.toJS() ?? {}, source);
}

/** Throws LabError `bad-argument`. */
export function planOf(value: unknown, source = 'plan'): Plan {
  const checked = checkPlan(value);
  if (checked.kind === 'plan') return checked.plan;
  const says = checked.faults.map(({ field, says: what }) => `${field}: ${what}`);
  throw new LabError('bad-argument', `${source}: ${says.join('; ')}.`, {
    fields: checked.faults.map(({ field }) => field),
  });
}

export function planText(plan: Plan): string {
  return stringify(plan);
}
