import { expect, test } from 'vitest';
import { lockDown } from './lockDown.ts';

test('only the own origin is fetched, and the other ways out are gone', async () => {
  const asked: string[] = [];
  const scope = {
    location: { origin: 'http://lab.test', href: 'http://lab.test/assets/worker.js' },
    fetch: async (input: unknown) => {
      asked.push(String(input));
      return new Response('ok');
    },
    WebSocket: class {},
    XMLHttpRequest: class {},
    importScripts: () => undefined,
  };
  lockDown(scope as never);
  await expect(scope.fetch('../models/a.json')).resolves.toBeInstanceOf(Response);
  await expect(scope.fetch('data:text/plain,a')).resolves.toBeInstanceOf(Response);
  await expect(scope.fetch('http://elsewhere.test/x')).rejects.toThrow('elsewhere.test');
  await expect(scope.fetch(new Request('http://elsewhere.test/y'))).rejects.toThrow('elsewhere.test');
  expect(asked).toEqual(['../models/a.json', 'data:text/plain,a']);
  expect(scope.WebSocket).toBeUndefined();
  expect(scope.XMLHttpRequest).toBeUndefined();
  expect(scope.importScripts).toBeUndefined();
  expect(() => {
    scope.fetch = async () => new Response('put back');
  }).toThrow(TypeError);
});
