/** A page that runs the engine's WebGPU cases, for cases.webgpu.spec.ts. Not part of the lab. */
import { startBackend } from '#engine/runtime/backend.ts';
import { type CaseResult, runCases, WEBGPU_CASES } from '#engine/runtime/webgpu/testing/cases.ts';
import { zooCases } from '#engine/testing/zooCases.ts';
import { referenceCases } from './referenceCases.ts';
import { resumeCases } from './resumeCases.ts';

declare global {
  interface Window {
    /** Names of all cases, once the back end is up. */
    caseNames: Promise<readonly string[]>;
    runCase(name: string): Promise<CaseResult>;
  }
}

const device = startBackend('webgpu', '');
const zoo = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`zoo/${name}`)).arrayBuffer());
const cases = device.then(async (started) => [
  ...WEBGPU_CASES,
  ...resumeCases(started),
  ...referenceCases(started),
  ...(await zooCases(started, zoo)),
]);
window.caseNames = cases.then((all) => all.map(({ name }) => name));
window.runCase = async (name) => {
  const [result] = await runCases(
    (await cases).filter((one) => one.name === name),
    () => undefined,
  );
  if (result === undefined) throw new Error(`no case ${name}`);
  return result;
};
