import { type FileHandle, open } from 'node:fs/promises';
import { BackupDamage } from '../errors';
import { ByteReader } from '../seal/byte-reader';

const magic = 0xd3ae1f0d;
const headBytes = 12;
const numberBytes = 4;
const blockBytes = 8_192;
/** Blocks of a file of a table, at most: 1 GB. */
const most = 131_072;

/**
 * Writes changed blocks into the file as the backup before had it. The form is that of Postgres (basebackup_incremental.c,
 * reconstruct.c): magic, number of blocks, blocks that the file has at least, the blocks' numbers, filled up to a whole
 * block where there is any; then the blocks. All numbers little-endian, as the server writes them.
 *
 * @param path of the file to change
 * @param name for messages
 * @throws BackupDamage
 */
export async function applyBlocks(path: string, content: AsyncIterable<Buffer>, name: string): Promise<void> {
  const reader = new ByteReader(content);
  const { blocks, length, kept } = await readHead(reader, name);
  const file = await openExisting(path, name);
  try {
    // Cut first: what lay behind is not there any more, also where the file has grown again since.
    if ((await file.stat()).size > kept * blockBytes) await file.truncate(kept * blockBytes);
    await file.truncate(length * blockBytes);
    for (const block of blocks) {
      const bytes = await takeAll(reader, blockBytes, name);
      const { bytesWritten } = await file.write(bytes, 0, blockBytes, block * blockBytes);
      if (bytesWritten < blockBytes) throw new Error(`There is no room for ${name}.`);
    }
  } finally {
    await file.close();
  }
  if ((await reader.take(1)).length > 0) throw new BackupDamage(name, 'goes on after its last block');
}

/** `kept`: of the file before, so many blocks count at most; `length`: what it has in the end. */
type Head = { blocks: number[]; length: number; kept: number };

async function readHead(reader: ByteReader, name: string): Promise<Head> {
  const head = await takeAll(reader, headBytes, name);
  const [mark, count, kept] = [0, 4, 8].map((at) => head.readUInt32LE(at));
  if (mark !== magic || count === undefined || kept === undefined || count > most || kept > most)
    throw new BackupDamage(name, 'does not hold changed blocks in the form of PostgreSQL');
  const list = await takeAll(reader, count * numberBytes, name);
  const blocks = Array.from({ length: count }, (_, at) => list.readUInt32LE(at * numberBytes));
  if (blocks.some((block) => block >= most)) throw new BackupDamage(name, 'names a block that no file has');
  const written = headBytes + count * numberBytes;
  if (count > 0) await takeAll(reader, (blockBytes - (written % blockBytes)) % blockBytes, name);
  return { blocks, kept, length: blocks.reduce((longest, block) => Math.max(longest, block + 1), kept) };
}

async function takeAll(reader: ByteReader, count: number, name: string): Promise<Buffer> {
  const bytes = count > 0 ? await reader.take(count) : Buffer.alloc(0);
  if (bytes.length < count) throw new BackupDamage(name, 'ends in the middle');
  return bytes;
}

async function openExisting(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new BackupDamage(name, 'changes a file that the backup before does not have');
  }
}
