import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { linesOf, rowLine } from '#engine/campaign/run/journal.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { columnsFrom, columnsOf, rowsOf as rowsOfColumns } from '#engine/campaign/run/rowColumns.ts';
import { freshFolder } from '../testing/writtenModel.ts';
import { FileJournal, rowsOf } from './fileJournal.ts';

const [blank] = rowsOfColumns(columnsFrom(1, () => [0])) as [Row];
const row = (trial: number, sdc = 0): Row => ({
  ...blank,
  trial,
  fault: `conv2d/kernel[${trial}]:flip(30)`,
  sdc,
});
const lines = (rows: readonly Row[]) => linesOf(columnsOf(rows));
const rows = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, k) => row(from + k * step));

async function read(...journals: readonly FileJournal[]): Promise<number[]> {
  const trials: number[] = [];
  for await (const some of rowsOf(journals)) for (const { trial } of some) trials.push(trial);
  return trials;
}

const upTo = (end: number) => Array.from({ length: end }, (_, trial) => trial);

let folder: string;
beforeAll(async () => {
  folder = await freshFolder();
});

it('gives rows by trial, whatever the order in which they were appended, more than one part of the file', async () => {
  const path = join(folder, 'order.jsonl');
  const journal = await FileJournal.open(path, 'a+');
  await Promise.all([journal.append(lines(rows(3000, 6000))), journal.append(lines(rows(0, 3000)))]);
  await journal.append(lines(rows(6000, 6001)));
  expect(await read(journal)).toEqual(upTo(6001));
  await journal.close();
  const again = await FileJournal.open(path, 'r');
  expect(again.parts.length).toBeGreaterThan(1);
  expect(await read(again)).toEqual(upTo(6001));
  await again.close();
});

it('drops a line that was cut off, and goes on behind the last whole one', async () => {
  const path = join(folder, 'cut.jsonl');
  await writeFile(path, `${rows(0, 10).map(rowLine).join('\n')}\n${rowLine(row(10)).slice(0, 20)}`);
  const left = await FileJournal.open(path, 'r');
  expect(await read(left)).toEqual(upTo(10));
  await left.close();
  expect((await readFile(path, 'utf8')).split('\n').length).toBe(11);
  const journal = await FileJournal.open(path, 'a+');
  await journal.append(lines(rows(10, 12)));
  expect(await read(journal)).toEqual(upTo(12));
  await journal.close();
  expect(await readFile(path, 'utf8')).toBe(`${rows(0, 12).map(rowLine).join('\n')}\n`);
});

it('puts shards together, each trial once, and refuses rows that contradict each other', async () => {
  const journals = await Promise.all(
    [0, 1, 2].map(async (part) => {
      const journal = await FileJournal.open(join(folder, `part${part}.jsonl`), 'a+');
      await journal.append(lines(rows(part, 9000, 3)));
      return journal;
    }),
  );
  expect(await read(...journals)).toEqual(upTo(9000));
  await journals[1]?.append(lines([row(0)]));
  expect(await read(...journals)).toEqual(upTo(9000));
  await journals[1]?.append(lines([row(3, 1)]));
  await expect(read(...journals)).rejects.toThrow('Trial 3 stands twice with different results');
  for (const journal of journals) await journal.close();
});

it('says where a journal is damaged', async () => {
  const path = join(folder, 'damaged.jsonl');
  await writeFile(path, `${rowLine(row(0))}\n`);
  await appendFile(path, '{"trial": 1}\n');
  await expect(FileJournal.open(path, 'r')).rejects.toThrow('is no row of this version');
});
