import type { parseArgs } from 'node:util';
import { type Database, openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { isChangeProposal, type Proposal, readKnown } from '@/lib/optimizer/ledger/proposals';
import { inTurn, type Turn } from '@/lib/optimizer/optimizer-lock';
import { connectOwner } from '../../connect';

export const help = `ops optimizer propose [--table T --columns A,B:desc [--include C]]
    looks through plans and schema for what would make the product faster; with --table an index that you have in mind,
    which is refused at once where every progress event would pay for it
ops optimizer candidates
    what is open, with what is expected of each and what it costs: changes that can be tried and made here, and advice
    that people follow: statements to write in another way, answers to keep for longer or more briefly
ops optimizer trial ID [--rounds N] [--lab-url URL]
    tries it on a copy of the database beside the real one: from the newest backup, else a copy made for it. Where the
    database is not ours to copy, name a copy of it. The copy’s owner must be able to create indexes
ops optimizer apply ID --reason TEXT
    approves it, if the trial showed an improvement, and makes the change at once, while people work, also outside the
    quiet window; the worker watches it then
ops optimizer revert ID --reason TEXT
    brings back what was before
ops optimizer dismiss ID --reason TEXT
    declines a change, or advice; it does not come up again for half a year
ops optimizer history [--format csv|markdown]
    everything that became of every proposal
ops optimizer rehearse --factor N
    fills a database of its own with N times the present term, and tells which budgets break; see rehearse --help

--json prints one JSON object. Exit status 0 done; 1 failed, refused, or the trial found it worse; 2 wrong usage.`;

export const options = {
  table: { type: 'string' },
  columns: { type: 'string' },
  include: { type: 'string' },
  rounds: { type: 'string' },
  'lab-url': { type: 'string' },
  reason: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
export type Answer = { json: object; text: string; failed?: boolean };
export type Place = { database: Database; ownerUrl: string };
export type Command = (operands: string[], flags: Flags, signal: AbortSignal) => Promise<Answer>;

/** What was typed makes no sense; exit status 2. */
export class UsageFault extends Error {}

export function noOperands(operands: string[]): void {
  if (operands.length > 0) throw new UsageFault(`What is “${operands.join(' ')}”? See --help.`);
}

/** The one proposal that a command is about. */
export function idOf([text, ...more]: string[]): number {
  if (text === undefined || more.length > 0 || !/^[1-9]\d{0,15}$/.test(text))
    throw new UsageFault('Name one proposal by its number. ops optimizer history lists them.');
  return Number(text);
}

export function reasonOf({ reason }: Flags): string {
  const text = reason?.trim();
  if (!text || text.length < 10) throw new UsageFault('Say why, with --reason, in ten characters or more.');
  return text;
}

export async function withPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const { ownerUrl, appUrl, close } = await connectOwner();
  const database = openDatabase(appUrl, 2);
  try {
    return await work({ database, ownerUrl });
  } finally {
    await database.close();
    await close();
  }
}

/** With the database, while nobody else works as the optimizer. */
export const withTurn = <T>(work: (place: Place, turn: Turn) => Promise<T>): Promise<T> =>
  withPlace(async (place) => {
    const result = await inTurn(place.database, place.ownerUrl, async (turn) => ({
      value: await work(place, turn),
    }));
    if (!result)
      throw new Error(
        'The optimizer is at work already, in the worker or in another command. Try again later.',
      );
    return result.value;
  });

export async function proposalNamed(database: Database, id: number): Promise<Proposal> {
  const [proposal] = await asSystem((tx) => readKnown(tx, id), database);
  if (!proposal) throw new Error(`There is no proposal ${id}.`);
  if (!isChangeProposal(proposal))
    throw new Error(`No. ${id} is advice: people follow it, and it is not tried or made here.`);
  return proposal;
}
