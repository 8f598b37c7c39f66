import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { fuzzCase, playCase } from './campaign.ts';
import { fuzzSubjects } from './subjects.ts';

it('x', async () => {
  const subjects = fuzzSubjects();
  console.log(subjects.length);
  const n = Number(process.env['N'] ?? 200),
    from = Number(process.env['FROM'] ?? 0);
  const counts: Record<string, number> = {};
  for (let i = from; i < from + n; i++) {
    const c = fuzzCase(subjects, 1, i);
    const t = performance.now();
    writeFileSync('/tmp/fuzz-at', i + ' ' + c.subject.name + ' ' + c.mutation.what);
    const o = await playCase(c);
    const ms = performance.now() - t;
    counts[o.kind] = (counts[o.kind] ?? 0) + 1;
    if (o.kind === 'defect' || ms > 1500)
      console.log(
        i,
        c.subject.name,
        c.mutation.what,
        c.mutation.expect,
        Math.round(ms),
        o.kind === 'defect' ? o.why.split('\n').slice(0, 4).join(' | ') : o.kind,
      );
  }
  console.log(counts);
}, 600000);
