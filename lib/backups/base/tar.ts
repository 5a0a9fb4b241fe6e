import { BackupDamage } from '../errors';
import { ByteReader } from '../seal/byte-reader';

export type TarEntry = {
  /** Below the cluster's folder; never absolute, never upwards. */
  path: string;
  kind: 'file' | 'folder';
  bytes: number;
  /** To be read to its end before the next entry is asked for. */
  content: AsyncGenerator<Buffer>;
};

const block = 512;
const checksumAt = { from: 148, to: 156 };

/**
 * The entries of a tar archive as Postgres sends it (ustar). Anything but plain files and folders inside the
 * archive's own folder is refused: links, devices, absolute paths, `..`, a name that comes twice.
 *
 * @throws BackupDamage naming the entry
 */
export async function* readTar(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source);
  const seen = new Set<string>();
  try {
    for (;;) {
      const header = await reader.take(block);
      if (header.length < block) throw new BackupDamage(name, 'ends in the middle');
      if (header.every((byte) => byte === 0)) break;
      const { path, kind, bytes } = parseHeader(header, name);
      if (seen.has(path)) throw new BackupDamage(name, `holds “${path}” twice`);
      seen.add(path);
      const content = reader.pass(bytes);
      yield { path, kind, bytes, content };
      if (!(await content.next()).done) throw new Error(`“${path}” was not read to its end.`);
      await reader.take((block - (bytes % block)) % block);
    }
    for await (const rest of reader.pass(Number.MAX_SAFE_INTEGER)) {
      if (!rest.every((byte) => byte === 0)) throw new BackupDamage(name, 'goes on after its end');
    }
  } finally {
    await reader.close();
  }
}

function parseHeader(header: Buffer, name: string): Pick<TarEntry, 'path' | 'kind' | 'bytes'> {
  const text = (from: number, length: number) => {
    const field = header.subarray(from, from + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString();
  };
  const octal = (from: number, length: number) => Number.parseInt(text(from, length).trim() || '0', 8);
  if (octal(checksumAt.from, 8) !== checksumOf(header)) throw new BackupDamage(name, 'is no tar archive');
  const prefix = text(345, 155);
  const path = cleanPath(prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), name);
  const kind = kindOf(text(156, 1), path, name);
  const bytes = kind === 'folder' ? 0 : octal(124, 12);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new BackupDamage(name, `gives “${path}” no size`);
  return { path, kind, bytes };
}

function kindOf(type: string, path: string, name: string): TarEntry['kind'] {
  if (type === '0' || type === '') return 'file';
  if (type === '5') return 'folder';
  throw new BackupDamage(
    name,
    `holds “${path}”, which is neither a file nor a folder but a link or a device`,
  );
}

function cleanPath(written: string, name: string): string {
  const path = written.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  const unsafe =
    path.startsWith('/') || path.includes('\\') || path.split('/').some((part) => /^\.{0,2}$/.test(part));
  if (unsafe && written !== './')
    throw new BackupDamage(name, `holds “${written}”, which leads out of its folder`);
  return path || '.';
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksumOf(header: Buffer): number {
  const { from, to } = checksumAt;
  return header.reduce((sum, byte, at) => sum + (at >= from && at < to ? 32 : byte), 0);
}
