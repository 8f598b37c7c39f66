/**
 * Scene and selection as the address after `#`, and back:
 * `#/lab?u=1&m=lenet5&i=7&n=conv2d_1&t=conv2d_1/kernel&w=0,2,1,5&v=diff&f=conv2d_1/kernel[0,2,1,5]:flip(30)`.
 * Reading never throws: every field is judged on its own, a bad one falls back and is named in `problems`, an unknown
 * one is kept and written again.
 */
import { parseFault } from '#engine/faults/parse.ts';
import { printFault } from '#engine/faults/print.ts';
import { nodeById } from '#engine/graph/modelGraph.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { INPUT_KEYS, printInput, readInput } from './inputField.ts';
import type { ModelSummary } from './lab.ts';
import type { Scene } from './scene.ts';
import { FIRST_SELECTION, firstTensor, type Selection, type View } from './selection.ts';
import { flatIndexOf, indexText, tensorFacts } from './tensorFacts.ts';

export type AddressFields = readonly (readonly [key: string, value: string])[];

export interface ReadAddress {
  readonly scene: Scene;
  readonly selection: Selection;
  /** Fields this version does not know, in their order. */
  readonly unknown: AddressFields;
  /** One plain line for each field that was not taken. */
  readonly problems: readonly string[];
}

const VERSION = '1';
const OWN_KEYS = ['u', 'm', ...INPUT_KEYS, 'n', 't', 'w', 'v', 'f'];
const VIEWS: Readonly<Record<string, View>> = { gold: 'golden', faulty: 'faulty', diff: 'difference' };

/** The fields of a hash; everything before `?` is a path. Later fields of one key win. */
export function readFields(hash: string): AddressFields {
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?') + 1) : '';
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [key, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    fields.set(unescapeField(key), unescapeField(value));
  }
  return [...fields];
}

export function readAddress(hash: string, model: ModelSummary): ReadAddress {
  const problems: string[] = [];
  const fields = readFields(hash);
  const field = new Map(fields);
  const asked = field.get('m');
  if (asked !== undefined && asked !== model.card.id && asked !== model.modelHash) {
    problems.push(`The link names the model "${clip(asked)}"; this is ${model.card.id}.`);
  }
  const scene: Scene = {
    input: readInput(field, model, problems),
    faults: readFaults(field.get('f'), model, problems),
  };
  const selection = readSelection(field, model, problems);
  return { scene, selection, unknown: fields.filter(([key]) => !OWN_KEYS.includes(key)), problems };
}

export function printAddress(
  scene: Scene,
  selection: Selection,
  model: ModelSummary,
  unknown: AddressFields,
): string {
  const fields: (readonly [string, string])[] = [
    ['u', VERSION],
    ['m', model.card.id],
    printInput(scene.input),
  ];
  const { node, tensor, site, view } = selection;
  if (node !== null) fields.push(['n', node]);
  const facts = tensor === null ? undefined : tensorFacts(model.graph, tensor);
  if (facts) {
    fields.push(['t', facts.id]);
    if (site !== null) fields.push(['w', indexText(facts.shape, site)]);
  }
  if (view !== FIRST_SELECTION.view)
    fields.push(['v', Object.keys(VIEWS).find((key) => VIEWS[key] === view) ?? '']);
  if (scene.faults.length > 0) fields.push(['f', scene.faults.join(';')]);
  const text = [...fields, ...unknown].map(([key, value]) => `${escapeField(key)}=${escapeField(value)}`);
  return `#/lab?${text.join('&')}`;
}

function readFaults(text: string | undefined, model: ModelSummary, problems: string[]): readonly string[] {
  const kept: string[] = [];
  for (const part of (text ?? '').split(';')) {
    if (part.trim() === '') continue;
    try {
      const fault = printFault(parseFault(part));
      // All kept so far as well: two faults can each be right and still not go together.
      prepareFaults([...kept, fault], model.graph);
      kept.push(fault);
    } catch (error) {
      problems.push(`The fault "${clip(part)}" was left out. ${error instanceof Error ? error.message : ''}`);
    }
  }
  return kept;
}

function readSelection(
  field: ReadonlyMap<string, string>,
  { graph }: ModelSummary,
  problems: string[],
): Selection {
  const askedView = field.get('v');
  const view =
    askedView === undefined
      ? FIRST_SELECTION.view
      : Object.hasOwn(VIEWS, askedView)
        ? VIEWS[askedView]
        : undefined;
  if (!view)
    problems.push(`The link asks for the view "${clip(askedView ?? '')}"; there are gold, faulty and diff.`);
  const askedTensor = field.get('t');
  const facts = askedTensor === undefined ? undefined : tensorFacts(graph, askedTensor);
  if (askedTensor !== undefined && !facts) problems.push(`This model has no tensor "${clip(askedTensor)}".`);
  const askedNode = field.get('n') ?? facts?.node;
  const node = askedNode === undefined ? undefined : nodeById(graph, askedNode);
  if (askedNode !== undefined && !node) problems.push(`This model has no node "${clip(askedNode)}".`);
  const base: Selection = { ...FIRST_SELECTION, view: view ?? FIRST_SELECTION.view };
  if (!node) return base;
  // A shared layer's parameters belong to its first call and are shown at every call.
  const own = facts && (facts.node === node.id || node.parameters.includes(facts.id)) ? facts : undefined;
  const tab = own?.parameter ? 'weights' : 'activations';
  const opened: Selection = { ...base, node: node.id, tab, tensor: own?.id ?? firstTensor(node, tab) };
  const askedWord = field.get('w');
  const site = own && askedWord !== undefined ? flatIndexOf(own.shape, askedWord) : null;
  if (askedWord !== undefined && site === null)
    problems.push(`The link asks for the word [${clip(askedWord)}], which is not there.`);
  return { ...opened, site };
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** Readable: only what an address cannot hold is escaped. Brackets, commas, colons and slashes stay. */
function escapeField(text: string): string {
  return text.replace(/[%&#+=<>"`\s\p{C}]|[^\p{ASCII}]/gu, encodeOne);
}

function encodeOne(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    // Half of a surrogate pair has no UTF-8.
    return '%EF%BF%BD';
  }
}

/** Escapes that are no escapes stay as they are. */
function unescapeField(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
