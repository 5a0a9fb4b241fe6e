import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { readResearch } from '@/lib/optimizer/research/overview';
import { readFeeds } from '@/lib/optimizer/research/read-feeds';
import { connectOwner } from '../connect';
import { wrongUsage } from '../lib/wrong-usage';
import { fetchedText, listText } from './research/report';

export const help = `ops research fetch [--json]
    reads the feeds of the research log that an administrator has turned on, now; without any, or without the internet,
    nothing is lost
ops research list [--json]
    the feeds, the notes and the newest entries, with the proposals that rest on them

Administrators turn feeds on and off, write notes and link both to proposals at /admin/optimizer/research.

Exit status: 0 done; 1 a feed could not be read, or the database not be reached; 2 wrong usage.`;

const options = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const;

type Answer = { json: object; text: string; failed: boolean };
type Command = (database: Database) => Promise<Answer>;

const commands = new Map<string, Command>([
  [
    'fetch',
    async (database) => {
      const outcomes = await readFeeds(database, { all: true });
      const failed = outcomes.some(({ fault }) => fault !== null);
      return { json: outcomes, text: fetchedText(outcomes), failed };
    },
  ],
  [
    'list',
    async (database) => {
      const log = await asSystem((tx) => readResearch(tx), database);
      return { json: log, text: listText(log), failed: false };
    },
  ],
]);

/** Runs `ops research …`. Answers with the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed?.values.help) {
    console.log(help);
    return 0;
  }
  const [verb = '', ...more] = parsed?.positionals ?? [];
  const command = commands.get(verb);
  if (!command || more.length > 0) {
    return wrongUsage('research', args, help);
  }
  const { json, text, failed } = await withDatabase(command);
  console.log(parsed?.values.json ? JSON.stringify(json) : text);
  return failed ? 1 : 0;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return null;
  }
}

async function withDatabase(command: Command): Promise<Answer> {
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 1);
  try {
    return await command(database);
  } finally {
    await database.close();
    await connection.close();
  }
}
