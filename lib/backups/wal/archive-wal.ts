import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { BackupDamage } from '../errors';
import {
  connectReplication,
  identifySystem,
  type ReplicationConnection,
  readSegmentBytes,
  type SystemIdentity,
} from '../replication/connection';
import type { CopyCommand } from '../replication/copy-command';
import { parseWalMessage, statusUpdate, type WalMessage } from '../replication/wal-messages';
import type { Vault } from '../vault';
import { listLog, logFolder, readHead } from './archive';
import { keepHistory } from './keep-history';
import { formatLsn, parseLsn, segmentAt, segmentName } from './lsn';
import { proveOwn } from './prove-own';
import { SegmentWriter } from './segment-writer';
import { type ServerEnd, ServerEndReader } from './server-end';
import { claimSlot, giveUpSlot, type Slot, slotName } from './slot';

export type ArchiveState = {
  systemId: string;
  timeline: number;
  /** From here on, without a hole, everything up to `lsn` is in the vault. */
  from: string;
  lsn: string;
  /** Every commit until then is in the vault; null while catching up. */
  until: string | null;
};

export type ArchiveWal = {
  vault: Vault;
  url: string;
  signal: AbortSignal;
  onState?: (state: ArchiveState) => Promise<void>;
};

/** Milliseconds between two looks at whether something is due. */
const tick = 200;
/** Milliseconds between two words to the server while something is on its way into the vault. */
const heartbeat = 10_000;
/** A commit may be under way to us for this long while the server's clock already says later. */
const clockMargin = 1_000;
/** Milliseconds by which an end may seem older than the one before without the clock having been set back. */
const setBack = 60_000;
const segmentRemoved = '58P01';

/**
 * Archives the server's log as it is written, until `signal` is aborted or the server goes away. What is flushed to disk
 * there is in the vault within about a second, or as the storage's pace has it. The server keeps what is not, and what has
 * arrived when it goes away is put into the vault still.
 *
 * @returns segments completed; null when another process archives already
 * @throws BackupDamage when the archive holds another server's log under the names of this one's
 */
export async function archiveWal({ vault, url, signal, onState }: ArchiveWal): Promise<number | null> {
  const connection = await connectReplication(url, 'syllabase archive');
  const ends = new ServerEndReader(url);
  try {
    const slot = await claimSlot(connection);
    if (slot === null) return null;
    const system = await identifySystem(connection);
    const segmentBytes = await readSegmentBytes(connection);
    await keepHistory(connection, vault, system);
    const place = await resumeAt({ vault, url, system, segmentBytes, slot }).catch(async (error: unknown) => {
      if (slot.isNew) await giveUpSlot(connection);
      throw error;
    });
    const archive = new WalArchiver(vault, system, segmentBytes, ends, onState);
    return await archive.run(connection, place, signal);
  } finally {
    await ends.close();
    await connection.close();
  }
}

type Resume = {
  wanted: bigint;
  available: bigint;
  /** The first of the segments that lie before `wanted` without a hole. */
  from: bigint;
  until: string | null;
};
type Begin = { vault: Vault; url: string; system: SystemIdentity; segmentBytes: number; slot: Slot };

/**
 * After the newest complete segment, if the server still has that; else from where it has the log. Never behind a segment
 * that is another server's.
 */
async function resumeAt({ vault, url, system, segmentBytes, slot }: Begin): Promise<Resume> {
  const { systemId, timeline } = system;
  const available = segmentAt(parseLsn(slot.lsn), segmentBytes);
  const { whole } = await listLog(vault, systemId, timeline, segmentBytes);
  const newest = [...whole.keys()].reduce((most, segment) => (segment > most ? segment : most), -1n);
  const name = whole.get(newest);
  if (name === undefined) return { wanted: available, available, from: available, until: null };
  const isOwn = await proveOwn({ vault, url, system, segment: newest, name, segmentBytes });
  // Nothing is known of what a server wrote before it kept its log for anybody, and no hole would show it.
  if (!isOwn && slot.isNew && newest + 1n === available)
    throw new BackupDamage(name, 'cannot be told to be this server’s, which has it no more');
  let from = newest;
  while (whole.has(from - 1n)) from--;
  return { wanted: newest + 1n, available, from, until: (await readHead(vault, name)).until };
}

class WalArchiver {
  #completed = 0;
  #until: string | null = null;
  #position = 0n;
  #from = 0n;
  #lastFlush = 0;
  /** How far the server was when it was last asked, until that has arrived. */
  #awaited: ServerEnd | null = null;
  /** As far as the server was told that everything is in the vault. */
  #kept = 0n;
  #writer: SegmentWriter | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly system: SystemIdentity,
    private readonly segmentBytes: number,
    private readonly ends: ServerEndReader,
    private readonly onState: ArchiveWal['onState'],
  ) {}

  async run(
    connection: ReplicationConnection,
    { wanted, available, from, until }: Resume,
    signal: AbortSignal,
  ) {
    try {
      this.#until = until;
      this.#from = from;
      await this.#follow(connection, wanted, signal);
    } catch (error) {
      const removed = error instanceof pg.DatabaseError && error.code === segmentRemoved;
      if (!removed || wanted >= available) throw error;
      // What lies between is lost to the archive: listings show the gap, and the next backup closes it.
      this.#until = null;
      this.#from = available;
      await this.#follow(connection, available, signal);
    } finally {
      await this.#writer?.close();
    }
    return this.#completed;
  }

  async #follow(connection: ReplicationConnection, segment: bigint, signal: AbortSignal): Promise<void> {
    this.#position = segment * BigInt(this.segmentBytes);
    await this.#writer?.close();
    this.#writer = undefined;
    const command = connection.start(
      `START_REPLICATION SLOT ${slotName} PHYSICAL ${formatLsn(this.#position)} TIMELINE ${this.system.timeline}`,
    );
    const messages = command.messages();
    let pending: Promise<IteratorResult<Buffer>> | undefined;
    while (!signal.aborted) {
      pending ??= messages.next();
      const message = await (command.hasMore ? pending : Promise.race([pending, sleep(tick)])).catch(
        (error: unknown) => this.#lose(error),
      );
      if (message) pending = undefined;
      if (message?.done) return this.#lose(new Error('The server ended the stream of its log.'));
      if (message) await this.#take(parseWalMessage(message.value), command);
      await this.#keepUp(command);
    }
    await this.#flush(command, false);
  }

  /** Puts into the vault what has arrived, before the loss of the server is told. */
  async #lose(error: unknown): Promise<never> {
    await this.#writer?.flush(this.#until);
    throw error;
  }

  async #take(message: WalMessage, command: CopyCommand): Promise<void> {
    if (message.kind === 'data') await this.#beside(command, this.#store(message.start, message.data));
    if (message.kind === 'keepalive' && message.replyRequested) await this.#flush(command, false);
  }

  /** Behind an end by nothing: whatever was committed a moment before has arrived. */
  #noteCover({ lsn, at }: ServerEnd): boolean {
    if (lsn > this.#position) return false;
    const known = this.#until === null ? Number.NEGATIVE_INFINITY : Date.parse(this.#until);
    const until = Date.parse(at) - clockMargin;
    // Where the clock was set back, what it said while it was ahead counts no more.
    if (until > known || known - until > setBack) this.#until = new Date(until).toISOString();
    return true;
  }

  async #store(start: bigint, data: Buffer): Promise<void> {
    if (start !== this.#position)
      throw new Error(
        `The server sent the log from ${formatLsn(start)} instead of ${formatLsn(this.#position)}.`,
      );
    for (let at = 0; at < data.length; ) {
      const writer = await this.#current();
      const piece = data.subarray(at, at + writer.room);
      writer.write(piece);
      at += piece.length;
      this.#position += BigInt(piece.length);
      if (writer.room === 0) await this.#complete(writer);
    }
  }

  async #current(): Promise<SegmentWriter> {
    const { systemId, timeline } = this.system;
    const segment = segmentAt(this.#position, this.segmentBytes);
    const name = `${logFolder(systemId)}/${segmentName(timeline, segment, this.segmentBytes)}`;
    this.#writer ??= await SegmentWriter.open(this.vault, name, this.segmentBytes);
    return this.#writer;
  }

  async #complete(writer: SegmentWriter): Promise<void> {
    await writer.finish(this.#until);
    this.#writer = undefined;
    this.#completed += 1;
  }

  async #keepUp(command: CopyCommand): Promise<void> {
    const { flush, idle, bytes } = this.vault.storage.pace;
    const silence = Date.now() - this.#lastFlush;
    const waiting = this.#writer?.waiting ?? 0;
    if (silence >= idle) await this.#flush(command, true);
    else if (waiting >= bytes || (waiting > 0 && silence >= flush && !command.hasMore))
      await this.#flush(command, true);
  }

  async #flush(command: CopyCommand, askForReply: boolean): Promise<void> {
    this.#awaited ??= await this.#beside(command, this.ends.read());
    if (this.#awaited && this.#noteCover(this.#awaited)) this.#awaited = null;
    const writer = await this.#beside(command, this.#current());
    await this.#beside(command, writer.flush(this.#until));
    this.#lastFlush = Date.now();
    this.#kept = this.#position;
    command.send(statusUpdate(this.#kept, askForReply));
    const { systemId, timeline } = this.system;
    await this.onState?.({
      systemId,
      timeline,
      from: formatLsn(this.#from * BigInt(this.segmentBytes)),
      lsn: formatLsn(this.#position),
      until: this.#until,
    });
  }

  /** A slow storage must not look to the server as if nobody were there any more. */
  async #beside<T>(command: CopyCommand, work: Promise<T>): Promise<T> {
    const beat = setInterval(() => command.send(statusUpdate(this.#kept, false)), heartbeat);
    return work.finally(() => clearInterval(beat));
  }
}
