export type MadeEntry = { path: string; type?: string; content?: string };

/** A tar archive with whatever entries a test wants, also such as no honest program writes. */
export function tarOf(entries: MadeEntry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(1024)]);
}

function entryOf({ path, type = '0', content = '' }: MadeEntry): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000600\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\0', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}
