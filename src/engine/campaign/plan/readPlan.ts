/** A plan out of text: YAML 1.2, of which JSON is a part; and back. */
import { parseDocument, stringify } from 'yaml';
import { LabError } from '../../labError.ts';
import { checkPlan, type Plan } from './planDocument.ts';

/** Entry of a plan's storage that stands for what the model brings: the plan of its card or of its files. */
export const MODEL_STORAGE = 'model';

/**
 * `source` names the text in messages, `missing` stands for fields that are not in it. Throws LabError `bad-argument` that
 * names every field that is wrong.
 */
export function readPlan(
  text: string,
  source = 'plan',
  missing: Readonly<Record<string, unknown>> = {},
): Plan {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined)
    throw new LabError(
      'bad-argument',
      `${source}: ${(error.message.split('\n')[0] ?? '').replace(/:$/, '')}.`,
    );
  const value: unknown = document.toJS() ?? {};
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return planOf(isRecord ? { ...missing, ...value } : value, source);
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
