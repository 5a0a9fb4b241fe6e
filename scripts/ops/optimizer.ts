import { rehearse, help as rehearseHelp } from './optimizer/rehearse';

export const help = rehearseHelp;

const verbs = new Map<string | undefined, (args: string[]) => Promise<number>>([['rehearse', rehearse]]);

/** Runs `ops optimizer …`. Answers with the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run([verb, ...args]: string[]): Promise<number> {
  const command = verbs.get(verb);
  if (command) return command(args);
  console.error(help);
  return 2;
}
