import type { parseArgs } from 'node:util';
import type { OnProgress } from '@/lib/backups/progress';
import { progressBar } from '../../lib/progress-bar';
import { atCommandLine } from '../../lib/user-name';

export const help = `ops backup create [--logical]
    takes a full backup of the running server and reads it again before it counts: of the embedded one, and of one of your
    own whose DATABASE_URL or BACKUP_DATABASE_URL may replicate; where it may not, it says what is missing. --logical: an
    archive, table by table, that goes into any newer version of the server. Archives can be taken of any database, Neon's too.
ops backup list
    what there is of both kinds, and until when each full backup can be continued
ops backup verify [ID]
    reads one backup or archive, or all, from the first byte to the last, and the log that continues it
ops backup restore [--to TIME | --point NAME | --backup ID] --into DIR [--reason TEXT]
    a new data directory with the state of a moment; without a target the newest state there is. TIME is in UTC:
    2026-03-02T10:00:00Z. Start it with  DATA_DIR=DIR npm start, or put it into service on your own host
    (docs/self-hosted-backups.md). A server of another major version needs its programs, named by POSTGRES_BIN.
    Needs MASTER_KEY (or the data directory it is in) and BACKUP_DIR, which may be s3://BUCKET/FOLDER with the S3_
    variables, and no database.
ops backup restore --archive ID --into-url URL [--reason TEXT]
    fills a new, empty database from an archive, as its owner, and brings it up to date. Where anything fails, it is empty
    again. Start on it with  DATABASE_URL=URL npm start  and the same MASTER_KEY.
ops backup drill
    restores the newest state beside the database, looks it over, and removes it again
ops backup point NAME
    marks this moment, to restore to it later
ops backup prune [--dry-run]
    removes what the retention policy does not keep
ops backup hold ID --reason TEXT · ops backup release ID --reason TEXT
    keeps a backup or archive whatever the policy says, until it is released
ops backup take-over --reason TEXT
    this server keeps the backups in BACKUP_DIR from now on, in place of the one that had them: for a restored server that
    replaces the old one. Until then it is refused there, so that two never write into one place.

--json prints one JSON object. Exit status 1 when something failed or was found damaged, 2 for wrong usage.`;

export const options = {
  to: { type: 'string' },
  point: { type: 'string' },
  backup: { type: 'string' },
  archive: { type: 'string' },
  logical: { type: 'boolean' },
  into: { type: 'string' },
  'into-url': { type: 'string' },
  reason: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
export type Answer = { json: object; text: string; failed?: boolean };
export type Command = (operands: string[], flags: Flags, signal: AbortSignal) => Promise<Answer>;

/** What was typed makes no sense; exit status 2. */
export class UsageFault extends Error {}

/** The one thing a command is about. */
export function oneOperand(operands: string[], what: string): string {
  const [only, ...rest] = operands;
  if (only === undefined || rest.length > 0) throw new UsageFault(`Name one ${what}.`);
  return only;
}

export function noOperands(operands: string[]): void {
  if (operands.length > 0) throw new UsageFault(`What is “${operands.join(' ')}”? See --help.`);
}

/** Who runs the command, for the audit trail. */
export const byWhom = ({ reason }: Flags = {}): string => `${atCommandLine()}${reason ? `: ${reason}` : ''}`;

/** Shows progress on a terminal while something runs. */
export async function withProgress<T>(run: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const bar = progressBar();
  return run(bar.show).finally(bar.end);
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
