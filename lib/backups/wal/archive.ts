import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { compress, decompress } from '../compression';
import { BackupDamage } from '../errors';
import { startBytes } from '../seal/frames';
import { unsealGrowing } from '../seal/sealed-file';
import { getSealed, keysOf, putSealed, type Vault } from '../vault';
import { historyName, parseSegmentName } from './lsn';

/**
 * What is written in front of a segment's content. Every commit up to `until`, by the server's clock, is in this segment
 * or in an earlier one; null while the archive is still catching up.
 */
const headShape = z.object({ until: z.iso.datetime().nullable(), sha256: z.string() });

/** Bytes in front of each frame of a growing segment: until when it covers, in milliseconds; 0 for unknown. */
export const coverBytes = 8;

export type Segment = { content: Buffer; until: string | null };
export type LogFiles = {
  /** Complete segments by number. */
  whole: Map<bigint, string>;
  /** Names of files of segments that were not complete, by number; several after a restart. */
  growing: Map<bigint, string[]>;
};

export const logFolder = (systemId: string) => `${systemId}/wal`;
const lineEnd = 10;

/**
 * Keeps a complete segment. The same content under the same name a second time is well.
 *
 * @throws BackupDamage when the name is taken by other content: two servers write as one
 */
export async function storeSegment(vault: Vault, name: string, { content, until }: Segment): Promise<void> {
  const head = { until, sha256: createHash('sha256').update(content).digest('hex') };
  const packed = compress(Readable.from([content]));
  try {
    await putSealed(vault, name, withHead(Buffer.from(`${JSON.stringify(head)}\n`), packed));
  } catch (error) {
    if (!(error instanceof BackupDamage)) throw error;
    const kept = await readHead(vault, name);
    if (kept.sha256 !== head.sha256) throw new BackupDamage(name, 'is there already, with other content');
  }
}

async function* withHead(head: Buffer, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* content;
}

/** @throws BackupDamage */
export async function readSegment(vault: Vault, name: string): Promise<Segment> {
  const source = getSealed(vault, name);
  const first = await source.next();
  const { head, rest } = splitHead(first.done ? Buffer.alloc(0) : first.value, name);
  const pieces: Buffer[] = [];
  for await (const piece of decompress(withHead(rest, source), name)) pieces.push(piece);
  const content = Buffer.concat(pieces);
  if (createHash('sha256').update(content).digest('hex') !== head.sha256)
    throw new BackupDamage(name, 'does not fit its own checksum');
  return { content, until: head.until };
}

/** Until when a complete segment covers, without reading all of it. */
export async function readHead(vault: Vault, name: string): Promise<z.output<typeof headShape>> {
  const source = getSealed(vault, name, startBytes);
  const first = await source.next();
  await source.return(undefined);
  return splitHead(first.done ? Buffer.alloc(0) : first.value, name).head;
}

function splitHead(bytes: Buffer, name: string) {
  const end = bytes.indexOf(lineEnd);
  const parsed = headShape.safeParse(end < 0 ? null : JSON.parse(bytes.subarray(0, end).toString()));
  if (!parsed.success) throw new BackupDamage(name, 'is no segment of the log');
  return { head: parsed.data, rest: bytes.subarray(end + 1) };
}

/**
 * What there is of a segment that was not complete when it was listed. Where it was completed since, it is whole under its own
 * name, and the files that grew are gone or going.
 *
 * @param names of its files; of several the one counts that holds most
 * @throws BackupDamage
 */
export async function readGrowing(vault: Vault, names: string[]): Promise<Segment> {
  const read = await readLongest(vault, names).catch((error: unknown) => {
    if (error instanceof BackupDamage) return error;
    throw error;
  });
  const [whole = ''] = names[0]?.split('.', 1) ?? [];
  if ((await vault.storage.list(whole)).some(({ name }) => name === whole)) return readSegment(vault, whole);
  if (read instanceof BackupDamage) throw read;
  return read;
}

async function readLongest(vault: Vault, names: string[]): Promise<Segment> {
  let best: Segment = { content: Buffer.alloc(0), until: null };
  for (const name of names) {
    const pieces: Buffer[] = [];
    let until: string | null = null;
    for await (const frame of unsealGrowing(vault.storage.get(name), keysOf(vault), name)) {
      const covered = Number(frame.readBigUInt64BE());
      if (covered > 0) until = new Date(covered).toISOString();
      pieces.push(frame.subarray(coverBytes));
    }
    const content = Buffer.concat(pieces);
    const further = content.length > best.content.length || (until ?? '') > (best.until ?? '');
    if (content.length >= best.content.length && further) best = { content, until };
  }
  return best;
}

/** The files of one timeline's log. */
export async function listLog(
  { storage }: Vault,
  systemId: string,
  timeline: number,
  segmentBytes: number,
): Promise<LogFiles> {
  const files: LogFiles = { whole: new Map(), growing: new Map() };
  const prefix = `${logFolder(systemId)}/`;
  for (const { name } of await storage.list(`${prefix}${historyName(timeline).slice(0, 8)}`)) {
    const [own = '', more] = name.slice(prefix.length).split('.');
    const parsed = parseSegmentName(own, segmentBytes);
    if (!parsed) continue;
    if (more === undefined) files.whole.set(parsed.segment, name);
    else files.growing.set(parsed.segment, [...(files.growing.get(parsed.segment) ?? []), name]);
  }
  return files;
}
