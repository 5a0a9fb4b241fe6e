import { readFile } from 'node:fs/promises';
import type { Database } from '@/db/client';
import { environmentMasterKey } from '@/lib/keys/environment-master-key';
import { type MasterKey, masterKeys } from '@/lib/keys/master-key';
import { type Rewrapped, rewrapKeys } from '@/lib/keys/rewrap';

type Flags = { to?: string; 'old-master-key-file'?: string; json?: boolean };

/** Runs `ops keys rewrap`. Answers with the exit code: 1 where a key is left that no master key opens. */
export async function rewrap(database: Database, flags: Flags): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('Stopped; what was done is done.')));
  const known = masterKeys();
  const to = flags.to === undefined ? known[0] : environmentKeyOf(known);
  const file = flags['old-master-key-file'];
  const from = file === undefined ? known : [...known, await readMasterKey(file)];
  const result = await rewrapKeys(database, to, from, stopping.signal);
  const left = Object.keys(result.foreign).length > 0;
  console.log(flags.json ? JSON.stringify({ to: to.name, ...result }) : told(to, result));
  return left ? 1 : 0;
}

function environmentKeyOf(known: readonly MasterKey[]): MasterKey {
  const found = known.find(({ name }) => name.startsWith('environment '));
  if (!found) throw new Error('MASTER_KEY is not set.');
  return found;
}

async function readMasterKey(file: string): Promise<MasterKey> {
  const text = (await readFile(file, 'utf8')).trim();
  if (Buffer.from(text, 'base64').length !== 32)
    throw new Error(`${file} holds no master key: 32 bytes in base64.`);
  return environmentMasterKey(text);
}

const told = ({ name }: MasterKey, { rewrapped, foreign }: Rewrapped): string =>
  [
    rewrapped === 0
      ? `No data key had to be wrapped anew by ${name}.`
      : `${rewrapped} data keys were wrapped anew, by ${name}.`,
    ...Object.entries(foreign).map(
      ([by, count]) => `${count} were wrapped by “${by}”, which is not known here: they are as they were.`,
    ),
  ].join('\n');
