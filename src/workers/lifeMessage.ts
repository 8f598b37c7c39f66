/** What a worker says about its own life: the name of the lock that it holds, or that its graphics device is gone. */
export interface LifeMessage {
  readonly bitflip: 'lock' | 'device-lost';
  readonly text: string;
}

export function isLifeMessage(data: unknown): data is LifeMessage {
  return typeof data === 'object' && data !== null && 'bitflip' in data;
}
