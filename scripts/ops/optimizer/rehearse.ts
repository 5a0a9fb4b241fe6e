import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '@/db/client';
import { env } from '@/lib/env';
import { rehearse as rehearseTerm } from '@/lib/rehearsal/rehearse';
import { connectOwner } from '../../connect';
import { progressBar } from '../../lib/progress-bar';
import { wrongUsage } from '../../lib/wrong-usage';
import { rehearsalText } from './rehearsal-text';

export const help = `ops optimizer rehearse --factor N [--json]

Fills a database of its own, in DATA_DIR, with N times the students of the present term: every class N times
as large, its students going as far as those of the class do. Then it measures the product's budgets there and at the
present size, and tells when each breaks at the present growth. Of the product's database the shape of the term is read,
no record, and the report is kept in it for the performance page. N is a whole number from 2 to 100.

--json prints the report as one JSON object.

Exit status: 0 rehearsed, whatever was found; 1 failed; 2 wrong usage.`;

const options = { factor: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;

/** Runs `ops optimizer rehearse`. Answers with the exit code: 0 rehearsed, 1 failed, 2 wrong usage. */
export async function rehearse(args: string[]): Promise<number> {
  const values = parse(args);
  if (values?.help) {
    console.log(help);
    return 0;
  }
  const factor = /^\d{1,3}$/.test(values?.factor ?? '') ? Number(values?.factor) : 0;
  if (factor < 2 || factor > 100) {
    return wrongUsage('optimizer rehearse', args, help);
  }
  return onDatabase(factor, values?.json === true);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch {
    return null;
  }
}

async function onDatabase(factor: number, json: boolean): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('stopped; nothing was left behind')));
  const bar = progressBar();
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 1);
  try {
    let steps = 0;
    const say = (what: string) => bar.show(Math.min(0.99, steps++ / stepsOfAll), what);
    const report = await rehearseTerm(database, {
      factor,
      folder: join(env().DATA_DIR, 'rehearsal'),
      signal: stopping.signal,
      say,
    });
    bar.end();
    console.log(json ? JSON.stringify(report) : rehearsalText(report));
    return 0;
  } catch (error) {
    bar.end();
    console.error(`The rehearsal failed: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    await database.close();
    await connection.close();
  }
}

/** What a rehearsal says on its way, at both sizes. */
const stepsOfAll = 34;
