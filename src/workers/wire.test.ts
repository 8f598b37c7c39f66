import { MessageChannel } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js';
import { expect, test } from 'vitest';
import { LabError } from '#engine/labError.ts';
import { fromWire, installWire, toWire } from './wire.ts';

test('errors keep class, code and detail across a message channel', async () => {
  installWire();
  const { port1, port2 } = new MessageChannel();
  const api = {
    lab: (): string => {
      throw new LabError('unknown-site', 'no such node', { node: 'x' });
    },
    bug: (): string => {
      throw new TypeError('a bug');
    },
  };
  Comlink.expose(api, nodeEndpoint(port1 as never));
  const remote = Comlink.wrap<typeof api>(nodeEndpoint(port2 as never));
  const lab = await remote.lab().catch((error: unknown) => error);
  expect(lab).toBeInstanceOf(LabError);
  expect(lab).toMatchObject({ code: 'unknown-site', message: 'no such node', detail: { node: 'x' } });
  await expect(remote.bug()).rejects.toThrow('a bug');
  port1.close();
  port2.close();
});

test('what is not an Error arrives as one', () => {
  expect(fromWire(toWire('plain text'))).toMatchObject({ name: 'Error', message: 'plain text' });
});
