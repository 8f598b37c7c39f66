/** Commands on the word that is open. */
import type { Command } from '#app/commands/command.ts';
import { showPanel } from '#app/shell/panels.ts';
import { flipRuns, runFlips, stopFlips } from '#app/state/flips.ts';
import { currentWord } from './currentWord.ts';
import { hasOwnFaults, restoreWord, setWord } from './editWord.ts';
import type { OpenWord } from './openWord.ts';

const hasWord = (): boolean => currentWord() !== null;

export const WORD_COMMANDS: readonly Command[] = [
  {
    id: 'word.bits',
    title: 'Go to the bits of the word',
    group: 'Word',
    keys: ['B'],
    enabled: hasWord,
    run: () => focusIn('.bits button[tabindex="0"]'),
  },
  {
    id: 'word.value',
    title: 'Type a value for the word',
    group: 'Word',
    keys: ['U'],
    enabled: hasWord,
    run: () => focusIn('input[data-notation="value"]'),
  },
  {
    id: 'word.run',
    title: 'Run every flip of the word, or stop',
    group: 'Word',
    keys: ['A'],
    enabled: hasWord,
    run: () =>
      withWord(({ question }) => {
        if (flipRuns(question)?.state === 'running') stopFlips();
        else void runFlips(question);
      }),
  },
  {
    id: 'word.above',
    title: 'Next number above',
    group: 'Word',
    keys: ['Shift+ArrowUp'],
    enabled: hasWord,
    run: () => withWord((word) => setWord(word, word.model.next(word.faulty, 'above'))),
  },
  {
    id: 'word.below',
    title: 'Next number below',
    group: 'Word',
    keys: ['Shift+ArrowDown'],
    enabled: hasWord,
    run: () => withWord((word) => setWord(word, word.model.next(word.faulty, 'below'))),
  },
  {
    id: 'word.restore',
    title: 'Take away the faults of the word',
    group: 'Word',
    keys: ['Q'],
    enabled: () => {
      const word = currentWord();
      return word !== null && hasOwnFaults(word);
    },
    run: () => withWord(restoreWord),
  },
];

function withWord(act: (word: OpenWord) => void): void {
  const word = currentWord();
  if (word) act(word);
}

/** On a small screen the word stands under the layer. */
function focusIn(selector: string): void {
  showPanel('layer');
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`.word-panel ${selector}`)?.focus());
}
