import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '@/db/client';
import { recheckRecommendations } from '@/lib/analytics/recheck-recommendations';
import { recheckStandings } from '@/lib/analytics/recheck-standings';
import type { Recheck } from '@/lib/analytics/rules/recheck';
import { recheckScores } from '@/lib/classes/risk/recheck-scores';
import { count } from '@/lib/format';
import { connectOwner } from '../connect';
import { wrongUsage } from '../lib/wrong-usage';

export const help = `ops rules check [--json]

Concludes everything that is on record of students again, each result from the evidence that is kept with it and by the
rules of its day: status and style, recommendations and what became of them, at-risk scores. It only reads, in short
transactions. Results from before their evidence was kept are counted apart. docs/rules.md has the rules.

Exit status: 0 all came out again, 1 some did not, or the database could not be reached, 2 wrong usage.`;

const kinds = {
  standings: { label: 'Status and style', run: recheckStandings },
  recommendations: { label: 'Recommendations', run: recheckRecommendations },
  riskScores: { label: 'At-risk scores', run: recheckScores },
} as const;

type Kind = keyof typeof kinds;
const names: readonly Kind[] = ['standings', 'recommendations', 'riskScores'];

/** Runs `ops rules check`. Answers with the exit code: 0 all came out again, 1 some did not, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed?.values.help) {
    console.log(help);
    return 0;
  }
  if (parsed?.positionals.join(' ') !== 'check') {
    return wrongUsage('rules', args, help);
  }
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 1);
  try {
    const found = await checkAll(database);
    const text = parsed.values.json
      ? JSON.stringify(Object.fromEntries(found), null, 1)
      : found.map(([kind, result]) => lineOf(kind, result)).join('\n');
    console.log(text);
    return found.some(([, { differing }]) => differing > 0) ? 1 : 0;
  } finally {
    await database.close();
    await connection.close();
  }
}

function parse(args: string[]) {
  try {
    const options = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return null;
  }
}

async function checkAll(database: Database): Promise<[Kind, Recheck][]> {
  const signal = new AbortController().signal;
  const found: [Kind, Recheck][] = [];
  for (const kind of names) found.push([kind, await kinds[kind].run(database, signal)]);
  return found;
}

function lineOf(kind: Kind, { checked, differing, withoutEvidence }: Recheck): string {
  const came = differing === 0 ? 'all came out again' : `${count(differing)} DID NOT COME OUT AGAIN`;
  const without = withoutEvidence > 0 ? `; ${count(withoutEvidence)} more from before evidence was kept` : '';
  return `${kinds[kind].label}: ${count(checked)} concluded again, ${came}${without}`;
}
