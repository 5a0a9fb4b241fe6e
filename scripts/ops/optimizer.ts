import { parseArgs } from 'node:util';
import { wrongUsage } from '../lib/wrong-usage';
import { runCandidates } from './optimizer/candidates';
import { type Answer, type Command, type Flags, help, options, UsageFault } from './optimizer/command';
import { runApply, runDismiss, runRevert, runTrial } from './optimizer/decide';
import { runHistory } from './optimizer/history';
import { runPropose } from './optimizer/propose';
import { rehearse } from './optimizer/rehearse';

export { help };

const commands = new Map<string | undefined, Command>([
  ['propose', runPropose],
  ['candidates', runCandidates],
  ['trial', runTrial],
  ['apply', runApply],
  ['revert', runRevert],
  ['dismiss', runDismiss],
  ['history', runHistory],
]);

/** Runs `ops optimizer …`. Answers with the exit code: 0 done, 1 failed or found worse, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  // It has options of its own, and looks at a sandbox instead of at proposals.
  if (args[0] === 'rehearse') return rehearse(args.slice(1));
  const parsed = parse(args);
  if (parsed?.values.help) return print(help, 0);
  const [verb, ...operands] = parsed?.positionals ?? [];
  const command = commands.get(verb);
  if (!parsed || !command) return wrongUsage('optimizer', args, help);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('Stopped. What was begun is cleared away by the next run.'));
  process.once('SIGINT', stop);
  try {
    const { json, text, failed } = await command(operands, parsed.values, stopping.signal);
    return print(parsed.values.json ? JSON.stringify(json) : text, failed ? 1 : 0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return error instanceof UsageFault ? 2 : 1;
  } finally {
    process.off('SIGINT', stop);
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
