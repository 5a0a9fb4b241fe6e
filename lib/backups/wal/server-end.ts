import { connectReplication, type ReplicationConnection } from '../replication/connection';
import { parseLsn } from './lsn';

const pageBytes = 8_192n;
/** Of a page's and of a segment's first page. */
const headBytes = [24n, 40n];

/** Where the last record ends: right behind a page's head nothing was written yet. */
const written = (lsn: bigint): bigint =>
  headBytes.includes(lsn % pageBytes) ? lsn - (lsn % pageBytes) : lsn;

/** Before `at` nothing was committed that does not lie before `lsn`. ISO, by the server's clock. */
export type ServerEnd = { lsn: bigint; at: string };

/**
 * Asks a server how far its log is, flushed or not, beside the stream of that log: the stream's keepalives only tell how
 * much of it was sent, and a slow receiver would take that for all there is.
 */
export class ServerEndReader {
  #connection: ReplicationConnection | undefined;

  constructor(private readonly url: string) {}

  /** @returns null where the server does not answer; that it is gone, the stream will tell */
  async read(): Promise<ServerEnd | null> {
    try {
      this.#connection ??= await connectReplication(this.url, 'syllabase archive end');
      const [[at, lsn] = []] = await this.#connection.rows(
        'SELECT extract(epoch FROM clock_timestamp()) * 1000, pg_current_wal_insert_lsn()',
      );
      return at && lsn ? { at: new Date(Number(at)).toISOString(), lsn: written(parseLsn(lsn)) } : null;
    } catch {
      await this.close();
      return null;
    }
  }

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#connection = undefined;
  }
}
