/** What is looked at, in the address: `n=` node, `t=` tensor, `w=` word, `v=` view, `tab=range`. A bad field falls back and is named. */
import { nodeById } from '#engine/graph/modelGraph.ts';
import { type AddressFields, clip } from './addressFields.ts';
import type { ModelSummary } from './lab.ts';
import { FIRST_SELECTION, firstTensor, type Selection, type View } from './selection.ts';
import { flatIndexOf, indexText, tensorFacts } from './tensorFacts.ts';

export const SELECTION_KEYS = ['n', 't', 'w', 'v', 'tab'];
const VIEWS: Readonly<Record<string, View>> = { gold: 'golden', faulty: 'faulty', diff: 'difference' };

export function printSelection(
  { node, tab, tensor, site, view }: Selection,
  model: ModelSummary,
): AddressFields {
  const fields: (readonly [string, string])[] = [];
  if (node !== null) fields.push(['n', node]);
  const facts = tensor === null ? undefined : tensorFacts(model.graph, tensor);
  if (facts) {
    fields.push(['t', facts.id]);
    if (site !== null) fields.push(['w', indexText(facts.shape, site)]);
  }
  if (tab === 'range') fields.push(['tab', 'range']);
  if (view !== FIRST_SELECTION.view)
    fields.push(['v', Object.keys(VIEWS).find((key) => VIEWS[key] === view) ?? '']);
  return fields;
}

export function readSelection(
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
  const tab = field.get('tab') === 'range' ? 'range' : own?.parameter ? 'weights' : 'activations';
  const opened: Selection = { ...base, node: node.id, tab, tensor: own?.id ?? firstTensor(node, tab) };
  const askedWord = field.get('w');
  const site = own && askedWord !== undefined ? flatIndexOf(own.shape, askedWord) : null;
  if (askedWord !== undefined && site === null)
    problems.push(`The link asks for the word [${clip(askedWord)}], which is not there.`);
  return { ...opened, site };
}
