/** Entry of the `bitflip` program: the process as a terminal, its exit status at the end. */
import { runCommandLine } from './runCommandLine.ts';
import type { Sink } from './terminal.ts';

// Results alone go to stdout: what libraries have to say is a message.
console.log = console.error;
console.info = console.error;
console.debug = console.error;

// Nobody who types `bitflip` wants to hear of other back ends.
const { warn } = console;
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).includes('tfjs-node')) warn(...words);
};

// `bitflip ... | head` closes the pipe early; that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    console.error(`bitflip: the result could not be written (${error.message}).`);
    process.exit(1);
  });
}

const sink = (stream: NodeJS.WriteStream): Sink => ({
  write: (text) => void stream.write(text),
  isTTY: stream.isTTY === true,
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  folder: process.cwd(),
  noColour: (process.env['NO_COLOR'] ?? '') !== '',
});
