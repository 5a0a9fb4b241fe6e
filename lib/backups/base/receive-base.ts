import { BackupRefusal } from '../errors';
import type { ReplicationConnection } from '../replication/connection';

/** One of the two files that a base backup consists of. */
export type BasePart = {
  name: 'base.tar' | 'backup_manifest';
  /** To be read to its end before the next part is asked for. */
  content: AsyncGenerator<Buffer>;
};

/** Is given the archive, then the manifest. */
export type TakePart = (part: BasePart, receipt: Omit<BaseReceipt, 'endLsn'>) => Promise<void>;

export type BaseReceipt = { startLsn: string; endLsn: string; timeline: number; expectedBytes: number };

const kindOf = (message: Buffer) => String.fromCharCode(message[0] ?? 0);

/** With the manifest of an earlier backup: only what changed since then. */
type Since = { manifest: AsyncIterable<Buffer> } | null;

/**
 * Takes a base backup with the log it needs and a manifest of SHA-256 checksums, over the replication protocol
 * (https://www.postgresql.org/docs/18/protocol-replication.html, BASE_BACKUP).
 *
 * @param since asks for an incremental backup: the server must have summaries of its log from there on (`summarize_wal`)
 * @throws BackupRefusal when the cluster has tablespaces outside its own folder; DatabaseError where the server cannot
 */
export async function receiveBase(
  connection: ReplicationConnection,
  label: string,
  take: TakePart,
  since: Since = null,
): Promise<BaseReceipt> {
  if (since) await connection.upload('UPLOAD_MANIFEST', since.manifest);
  const command = connection.start(
    `BASE_BACKUP (LABEL '${label}', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256', PROGRESS true${since ? ', INCREMENTAL true' : ''})`,
  );
  const messages = command.messages();
  let head = await messages.next();
  const [first = [], ...tablespaces] = command.rows;
  if (tablespaces.length !== 1)
    throw new BackupRefusal(
      'The database has tablespaces outside its own folder, which backups do not cover.',
    );
  const receipt = {
    startLsn: String(first[0]),
    timeline: Number(first[1]),
    expectedBytes: Number(tablespaces[0]?.[2] ?? 0) * 1024,
  };
  while (!head.done) {
    let next: IteratorResult<Buffer> = { done: true, value: undefined };
    const content = contentUntilNext(messages, (following) => {
      next = following;
    });
    await take({ name: nameOf(head.value), content }, receipt);
    head = next;
  }
  const endLsn = command.rows.at(-1)?.[0];
  return { ...receipt, endLsn: String(endLsn) };
}

function nameOf(head: Buffer): BasePart['name'] {
  const kind = kindOf(head);
  if (kind === 'm') return 'backup_manifest';
  if (kind !== 'n') throw new Error(`The server began a part of the backup with “${kind}”.`);
  return 'base.tar';
}

/** What belongs to one part; the message that begins another one goes to `onNext`. */
async function* contentUntilNext(
  messages: AsyncGenerator<Buffer>,
  onNext: (message: IteratorResult<Buffer>) => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const message = await messages.next();
    const kind = message.done ? 'end' : kindOf(message.value);
    if (message.done || (kind !== 'd' && kind !== 'p')) return onNext(message);
    if (kind === 'd') yield message.value.subarray(1);
  }
}
