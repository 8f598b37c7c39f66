// @ts-check
/** Markdown tables of campaign summaries (docs/schema/campaign.schema.json). */
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ rate: number, low: number, high: number, n: number }} Rate
 * @typedef {Record<string, Rate>} Rates
 * @typedef {{ layer?: string, bit?: number, rates: Rates }} Domain
 * @typedef {{
 *   plan: { title: string }, overall: Rates, confidence: number,
 *   population: { faults: number, elements: number }, model: { id: string, name: string }, storage: Record<string, string>, trials: { done: number, images: number },
 *   accuracy: { golden: number, faulty: number, lossChange: number } | null,
 *   inputs: { images: number[] }, weights: { before: string, after: string | null }, finished: boolean,
 *   run: { backend: string, versions: Record<string, string> },
 *   domains: Record<'layer' | 'bit' | 'layer-bit', Domain[]>,
 * }} Summary
 */

/** @param {string} path @returns {Summary} */
export const readSummary = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, k) => (k === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Four digits; 0 is none at all. @param {number} share */
export const percent = (share) => (share === 0 ? '0' : `${Number((100 * share).toPrecision(4))} %`);

/** @param {Rate} rate */
export const withInterval = (rate) => `${percent(rate.rate)} [${percent(rate.low)}, ${percent(rate.high)}]`;

/** @param {number} count */
export const grouped = (count) => count.toLocaleString('en');
