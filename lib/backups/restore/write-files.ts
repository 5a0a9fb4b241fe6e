import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSink } from '../base/check-files';
import type { BackupRecord } from '../base/record';
import { BackupDamage } from '../errors';
import { readSealed, type Vault } from '../vault';
import { readGrowing, readSegment } from '../wal/archive';
import type { Link } from '../wal/chain';
import { segmentName } from '../wal/lsn';

/** Writes a backup's files below a folder; paths were checked when the archive was read. */
export const folderSink = (folder: string): FileSink => ({
  async folder(path) {
    await mkdir(join(folder, path), { recursive: true, mode: 0o700 });
  },
  file: (path, content) => writeWhole(join(folder, path), content, 'wx'),
});

/** @param flag `wx` where nothing may be there yet, `w` where it is replaced */
export async function writeWhole(
  path: string,
  content: AsyncIterable<Buffer>,
  flag: 'w' | 'wx',
): Promise<void> {
  const file = await open(path, flag, 0o600);
  try {
    for await (const piece of content) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/**
 * Puts the log's segments where the server finds them when it recovers. The backup brought its own part of the log along,
 * under the same names and with the same content.
 */
export async function writeLog(
  vault: Vault,
  { timeline, segmentBytes }: Pick<BackupRecord, 'timeline' | 'segmentBytes'>,
  links: Link[],
  folder: string,
  onWritten: (count: number) => void,
): Promise<void> {
  let count = 0;
  for (const { segment, names, growing } of links) {
    const [name = ''] = names;
    const { content } = growing ? await readGrowing(vault, names) : await readSegment(vault, name);
    if (content.length > segmentBytes || (!growing && content.length < segmentBytes))
      throw new BackupDamage(name, 'has not the length of a segment');
    const whole = Buffer.concat([content, Buffer.alloc(segmentBytes - content.length)]);
    await writeFile(join(folder, segmentName(timeline, segment, segmentBytes)), whole, { mode: 0o600 });
    count += 1;
    onWritten(count);
  }
}

/** Where earlier restores branched off: the restored server must not take a timeline's number again. */
export async function writeHistories(vault: Vault, systemId: string, folder: string): Promise<void> {
  for (const { name } of await vault.storage.list(`${systemId}/wal/`)) {
    const [file] = /[0-9A-F]{8}\.history$/.exec(name) ?? [];
    if (file) await writeFile(join(folder, file), await readSealed(vault, name), { mode: 0o600 });
  }
}
