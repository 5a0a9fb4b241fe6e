import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { connectOwner } from '../connect';
import { plan, type Result, type Work, WrongUsage } from './user/plan';

export const help = `ops user create EMAIL --name NAME --role ROLE [--institution SLUG] [--password-stdin | --no-password]
ops user disable EMAIL             ends every session; signing in is over
ops user enable EMAIL
ops user role EMAIL ROLE           ends every session
ops user password EMAIL [--password-stdin]   ends every session

ROLE is student, instructor or admin. Without --password-stdin a password is made and printed once.
--no-password: the person signs in with the institution. --institution may be left out where there is only one.
--json prints one JSON object.`;

const options = {
  name: { type: 'string' },
  role: { type: 'string' },
  institution: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  'no-password': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Runs `ops user …`. Answers with the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const result = await onDatabase(await plan(positionals, values));
    print(result, values.json === true);
    return 0;
  } catch (error) {
    return report(error);
  }
}

async function onDatabase(work: Work): Promise<Result> {
  const connection = await connectOwner();
  // As the owner: the application writes no password.
  const database = openDatabase(connection.ownerUrl, 1);
  try {
    return await asSystem(work, database);
  } finally {
    await database.close();
    await connection.close();
  }
}

function print({ email, done, password }: Result, json: boolean): void {
  if (json) console.log(JSON.stringify({ email, done, ...(password && { password }) }));
  else console.log(`${email} ${done}.${password ? `\nPassword (shown once): ${password}` : ''}`);
}

function report(error: unknown): number {
  if (error instanceof z.ZodError) {
    console.error(error.issues.map(({ message }) => message).join('\n'));
    return 2;
  }
  if (error instanceof WrongUsage || (error instanceof TypeError && 'code' in error)) {
    console.error(`${error.message}\n\n${help}`);
    return 2;
  }
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
}
