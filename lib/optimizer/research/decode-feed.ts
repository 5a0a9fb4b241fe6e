/** How a feed says in its first bytes which characters it uses. */
const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;
const named = /charset\s*=\s*"?([A-Za-z0-9._-]{1,40})/i;
const headBytes = 200;

/**
 * The text of a feed, by its byte order mark, by what its server says of it, or by what it says of itself. Where that is not
 * true, as UTF-8; where it is no UTF-8 either, as Windows-1252, in which every byte means something.
 */
export function decodeFeed(body: Buffer, contentType: string | null): string {
  const head = body.subarray(0, headBytes).toString('latin1');
  const labels = [markOf(body), named.exec(contentType ?? '')?.[1], declared.exec(head)?.[1], 'utf-8'];
  for (const label of labels) {
    const text = label === undefined ? null : decodeAs(label, body);
    if (text !== null) return text;
  }
  return new TextDecoder('windows-1252').decode(body);
}

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 'utf-8' : undefined;
}

/** Null where there are no such characters, or the bytes are none of them. */
function decodeAs(label: string, body: Buffer): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(body);
  } catch {
    return null;
  }
}
