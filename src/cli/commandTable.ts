/** The commands of `bitflip`, in the order of the help page. */
import type { Command } from './command.ts';
import { campaign } from './commands/campaign.ts';
import { flip } from './commands/flip.ts';
import { helpCommand } from './commands/help.ts';
import { inject } from './commands/inject.ts';
import { inspect } from './commands/inspect.ts';
import { plan } from './commands/plan.ts';
import { predict } from './commands/predict.ts';
import { quantize } from './commands/quantize.ts';
import { report } from './commands/report.ts';

export const COMMANDS: readonly Command[] = [
  inspect,
  predict,
  inject,
  quantize,
  flip,
  plan,
  campaign,
  report,
  helpCommand(() => COMMANDS),
];
