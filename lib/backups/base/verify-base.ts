import { decompress } from '../compression';
import { atOnce, type Pace } from '../pace';
import { getSealed, readSealed, type Vault } from '../vault';
import { checkFiles, type FileSink, nowhere } from './check-files';
import { parseManifest } from './manifest';
import { type BackupRecord, baseFolder } from './record';
import { readTar } from './tar';

/** `sink` may write the files as they pass. */
type Reading = { sink?: FileSink; pace?: Pace; signal?: AbortSignal };

/**
 * Reads a backup from its first byte to its last: every frame opens, every file is what Postgres's manifest says, none is
 * missing.
 *
 * @throws BackupDamage
 */
export async function readBase(
  vault: Vault,
  { systemId, id }: Pick<BackupRecord, 'systemId' | 'id'>,
  { sink = nowhere, pace = atOnce, signal }: Reading = {},
): Promise<{ files: number; bytes: number }> {
  const folder = baseFolder(systemId, id);
  const [archive, listName] = [`${folder}/base.tar`, `${folder}/backup_manifest`];
  const manifest = parseManifest((await readSealed(vault, listName)).toString(), listName);
  const content = until(decompress(pace(getSealed(vault, archive)), archive), signal);
  return checkFiles(readTar(content, archive), manifest, sink, archive);
}

async function* until(source: AsyncIterable<Buffer>, signal?: AbortSignal): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    signal?.throwIfAborted();
    yield piece;
  }
}
