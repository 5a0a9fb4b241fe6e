import { expect, test } from 'vitest';
import { readTar } from './tar';
import { tarOf } from './testing/tar-of';

async function list(archive: Buffer, pieceSize = 300): Promise<[string, string, string][]> {
  async function* pieces() {
    for (let at = 0; at < archive.length; at += pieceSize) yield archive.subarray(at, at + pieceSize);
  }
  const entries: [string, string, string][] = [];
  for await (const { path, kind, content } of readTar(pieces(), 'base.tar')) {
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    entries.push([path, kind, Buffer.concat(parts).toString()]);
  }
  return entries;
}

test('files and folders come out with their content', async () => {
  const long = 'x'.repeat(1300);
  const archive = tarOf([
    { path: 'base', type: '5' },
    { path: 'base/1', content: 'one' },
    { path: 'empty', content: '' },
    { path: './long', content: long },
  ]);
  for (const size of [1, 300, 512, 10_000]) {
    expect(await list(archive, size)).toEqual([
      ['base', 'folder', ''],
      ['base/1', 'file', 'one'],
      ['empty', 'file', ''],
      ['long', 'file', long],
    ]);
  }
});

test.each([
  ['../evil', '0', 'leads out'],
  ['base/../../evil', '0', 'leads out'],
  ['/etc/passwd', '0', 'leads out'],
  ['base//evil', '0', 'leads out'],
  ['pg_wal', '2', 'link'],
  ['hard', '1', 'link'],
  ['device', '3', 'device'],
])('an entry %s of type %s is refused', async (path, type, reason) => {
  await expect(list(tarOf([{ path, type, content: type === '0' ? 'x' : '' }]))).rejects.toThrow(reason);
});

test('a name that comes twice, a changed header, a missing end and a second archive behind it are refused', async () => {
  const one = { path: 'one', content: 'x' };
  const archive = tarOf([one]);
  await expect(list(tarOf([one, one]))).rejects.toThrow('twice');
  await expect(list(archive.subarray(0, 900))).rejects.toThrow('ends in the middle');
  await expect(list(Buffer.concat([archive, archive]))).rejects.toThrow('goes on');
  const changed = Buffer.from(archive);
  changed.write('2', 0);
  await expect(list(changed)).rejects.toThrow('no tar archive');
});
