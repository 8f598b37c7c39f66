/** The tensor on show, for commands: what the panel shows is what they act on. */
import { useEffect } from 'react';
import type { OpenTensor } from './openTensor.ts';

let current: OpenTensor | null = null;

/** The panel tells what it shows; nothing once it is gone. */
export function useTellTensor(open: OpenTensor | null): void {
  useEffect(() => {
    current = open;
    return () => {
      current = null;
    };
  }, [open]);
}

export const currentTensor = (): OpenTensor | null => current;
