/** The open word, for commands: what the editor shows is what they act on. */
import { useEffect } from 'react';
import type { OpenWord } from './openWord.ts';

let current: OpenWord | null = null;

/** The editor tells what it shows; nothing once it is gone. */
export function useTellWord(word: OpenWord | null): void {
  useEffect(() => {
    current = word;
    return () => {
      current = null;
    };
  }, [word]);
}

export const currentWord = (): OpenWord | null => current;
