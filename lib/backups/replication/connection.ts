import pg from 'pg';
import { BackupRefusal } from '../errors';
import { CopyCommand } from './copy-command';
import { copyInto } from './copy-in';

export type ReplicationConnection = {
  /** Starts a command of the replication protocol. One at a time. */
  start(text: string): CopyCommand;
  /** A command or statement that answers with rows of text. */
  rows(text: string): Promise<(string | null)[][]>;
  /** A command that the server wants content for. */
  upload(text: string, content: AsyncIterable<Buffer>): Promise<unknown>;
  close(): Promise<void>;
};

/**
 * A connection that speaks the replication protocol and plain SQL. Ends when `signal` is aborted.
 *
 * @throws BackupRefusal where the address does not let this login copy the server
 */
export async function connectReplication(
  url: string,
  name: string,
  signal?: AbortSignal,
): Promise<ReplicationConnection> {
  signal?.throwIfAborted();
  const address = new URL(url);
  address.searchParams.set('replication', 'database');
  const client = new pg.Client({
    connectionString: address.toString(),
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: 15_000,
  });
  // Whoever reads learns of it from the command; unheard, it would end the process.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw explain(error);
  });
  const abandon = () => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', abandon, { once: true });
  const start = (text: string) => client.query(new CopyCommand(text));
  return {
    start,
    async rows(text) {
      const command = start(text);
      for await (const _ of command.messages());
      return command.rows;
    },
    upload: (text, content) => copyInto(client, text, content),
    async close() {
      signal?.removeEventListener('abort', abandon);
      await client.end().catch(() => undefined);
    },
  };
}

const protocolViolation = '08P01';
const insufficientPrivilege = '42501';
const noEntry = '28000';

/** What a refused connection means for backups; what is not about them stays as it is. */
export function explain(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code, message } = error;
  const why = (text: string) => new BackupRefusal(`${text} The server said: ${message}`);
  if (code === protocolViolation)
    return why(
      'The address does not speak the replication protocol; a pooler does not. BACKUP_DATABASE_URL must lead to the server itself.',
    );
  if (code === insufficientPrivilege)
    return why('The login may not copy the server: its administrator runs ALTER ROLE … REPLICATION.');
  if (code === noEntry && /pg_hba\.conf/.test(message))
    return why('The server does not let this login in from here: its pg_hba.conf needs a line for it.');
  return error;
}

export type SystemIdentity = { systemId: string; timeline: number; lsn: string };

/** Which cluster this is. Its number has more digits than a JavaScript number holds, and stays text. */
export async function identifySystem(connection: ReplicationConnection): Promise<SystemIdentity> {
  const [[systemId, timeline, lsn] = []] = await connection.rows('IDENTIFY_SYSTEM');
  if (!systemId || !timeline || !lsn) throw new Error('The server did not say which cluster it is.');
  return { systemId, timeline: Number(timeline), lsn };
}

/** Bytes of a segment of the log; a cluster keeps the size it was made with. */
export async function readSegmentBytes(connection: ReplicationConnection): Promise<number> {
  const [[bytes] = []] = await connection.rows(
    "SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'",
  );
  if (!bytes) throw new Error('The server did not say how large its log segments are.');
  return Number(bytes);
}

/** The server's clock, ISO in UTC with milliseconds. */
export async function serverTime(connection: ReplicationConnection): Promise<string> {
  const [[now] = []] = await connection.rows('SELECT extract(epoch FROM clock_timestamp()) * 1000');
  return new Date(Number(now)).toISOString();
}
