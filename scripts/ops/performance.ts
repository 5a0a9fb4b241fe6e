import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { checkRow } from '@/lib/performance/checks/row';
import { type CheckRun, runChecks } from '@/lib/performance/checks/run';
import { connectOwner } from '../connect';
import { wrongUsage } from '../lib/wrong-usage';
import { report } from './performance/report';
import { runRig } from './performance/rig';

export const help = `ops performance check [--database-url URL] [--json]
ops performance rig [FAULT …] [--json]

Looks for what is wrong in a database, this product’s own or any PostgreSQL 16 and newer, and says what to do. It only
reads, in short transactions, and changes nothing. The role of the URL should be the owner or have pg_read_all_stats;
what it may not see is reported as unknown. Rates need readings of a week, which the product keeps of its own database
only. docs/checks.md lists the checks with their limits.

--json prints [{check, state, object, evidence, advice}], the worst first. state is critical, warning, unknown or ok;
object is schema.table, schema.index, schema.sequence or schema.table.constraint. Every check is there: one that found
nothing as one row with state ok and object null.

rig breaks things on purpose, one by one, in a database that it makes beside the product’s and drops again, and shows
what the checks say of each: an index that was dropped, a chain of sessions that wait, a page that asks too often. Without
names it goes through all of them.

Exit status: 0 the checks ran, whatever they found; 1 the database could not be reached, or a fault was not named; 2 wrong
usage.`;

const options = {
  'database-url': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const patience = 15_000;

/** Runs `ops performance check`. Answers with the exit code: 0 ran, 1 could not connect, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed?.values.help) {
    console.log(help);
    return 0;
  }
  const [verb, ...faults] = parsed?.positionals ?? [];
  if (verb === 'rig' && parsed?.values['database-url'] === undefined)
    return runRig(faults, parsed?.values.json === true);
  const url = parsed?.values['database-url'];
  const understood = parsed?.positionals.join(' ') === 'check' && (url === undefined || isDatabaseUrl(url));
  if (!understood) {
    return wrongUsage('performance', args, help);
  }
  try {
    const result = url === undefined ? await checkOwn() : await checkAt(url);
    console.log(
      parsed?.values.json ? JSON.stringify(result.findings.map(checkRow), null, 1) : report(result),
    );
    return 0;
  } catch (error) {
    console.error(`The database could not be checked: ${reasonOf(error)}`);
    return 1;
  }
}

/** Why there is no answer; what the driver says of a missing password would tell nobody. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.includes('password must be a string')
    ? 'the server asks for a password, and there is none in the URL'
    : reason;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return null;
  }
}

const isDatabaseUrl = (url: string) =>
  URL.canParse(url) && ['postgres:', 'postgresql:'].includes(new URL(url).protocol);

async function checkOwn(): Promise<CheckRun> {
  const connection = await connectOwner();
  try {
    return await checkAt(connection.ownerUrl, { own: true });
  } finally {
    await connection.close();
  }
}

async function checkAt(url: string, whose = { own: false }): Promise<CheckRun> {
  const database: Database = openDatabase(url, 1, patience);
  try {
    return await runChecks((run) => inTime(asSystem(run, database)), whose);
  } finally {
    await Promise.race([database.close(), delay(1_000, undefined, { ref: false })]);
  }
}

/** Each check gives up after five seconds by itself; a server that answers nothing at all is given up here. */
const inTime = <T>(answer: Promise<T>): Promise<T> =>
  Promise.race([
    answer,
    delay(4 * patience, undefined, { ref: false }).then(() => {
      throw new Error('the server did not answer within a minute');
    }),
  ]);
