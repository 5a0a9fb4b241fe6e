import { parseArgs } from 'node:util';
import { wrongUsage } from '../lib/wrong-usage';
import { type Answer, type Command, type Flags, help, options, UsageFault } from './backup/command';
import {
  runCreate,
  runDrill,
  runHold,
  runPoint,
  runPrune,
  runRelease,
  runTakeOver,
} from './backup/database-commands';
import { runRestore } from './backup/restore';
import { runList, runVerify } from './backup/vault-commands';

export { help };

const commands = new Map<string | undefined, Command>([
  ['create', runCreate],
  ['list', runList],
  ['verify', runVerify],
  ['restore', runRestore],
  ['drill', runDrill],
  ['point', runPoint],
  ['prune', runPrune],
  ['hold', runHold],
  ['release', runRelease],
  ['take-over', runTakeOver],
]);

/** Runs `ops backup …`. Answers with the exit code: 0 done, 1 failed or something found, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed?.values.help) return print(help, 0);
  const [verb, ...operands] = parsed?.positionals ?? [];
  const command = commands.get(verb);
  if (!parsed || !command) return wrongUsage('backup', args, help);
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => stopping.abort(new Error('Stopped; nothing was left behind.')));
  try {
    const { json, text, failed } = await command(operands, parsed.values, stopping.signal);
    return print(parsed.values.json ? JSON.stringify(json) : text, failed ? 1 : 0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return error instanceof UsageFault ? 2 : 1;
  }
}

function parse(args: string[]): { values: Flags; positionals: string[] } | null {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return null;
  }
}

function print(text: Answer['text'], code: number): number {
  (code === 2 ? console.error : console.log)(text);
  return code;
}
