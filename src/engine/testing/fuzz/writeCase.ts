/** The files of one mutation, for a look at what failed: `writeCase.js SEED INDEX FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fuzzCase } from './campaign.ts';
import { fuzzSubjects } from './subjects.ts';

const [seed = '1', index = '0', folder = '.'] = process.argv.slice(2);
const { mutation } = fuzzCase(fuzzSubjects(), Number(seed), Number(index));
mkdirSync(folder, { recursive: true });
for (const [path, bytes] of mutation.files) writeFileSync(join(folder, basename(path)), bytes);
