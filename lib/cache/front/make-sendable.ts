import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { askEachTime, dataOnly, securityHeaders } from '@/lib/access/response-headers';
import type { Encoding, Kept, Sendable } from '../store/entry';

/** Nearly as small as the smallest, in a twentieth of the time. */
const brotliQuality = 5;

const compress: Record<Encoding, (text: Buffer) => Promise<Buffer>> = {
  br: (text) =>
    promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  gzip: (text) => promisify(gzip)(text),
  identity: async (text) => text,
};

/** As Next says it of every page and answer, which parts of it are asked for by headers. */
const vary =
  'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, Accept-Encoding';

/** The text that is sent to whoever asks for this answer; null where there is none. */
export function textOf({ kind, html, body }: Kept): string | null {
  const text = kind === 'APP_PAGE' ? html : kind === 'ANSWER' ? body : null;
  return typeof text === 'string' ? text : null;
}

/** Everything that is sent of an answer in one encoding, with what Next and next.config.ts would say of it. */
export async function makeSendable(value: Kept, text: string, encoding: Encoding): Promise<Sendable> {
  const plain = Buffer.from(text);
  const body = await compress[encoding](plain);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const etag = encoding === 'identity' ? `"${hash}"` : `"${hash}-${encoding}"`;
  const unchanged = [...headersOf(value), 'Vary', vary, 'ETag', etag];
  const encoded = encoding === 'identity' ? [] : ['Content-Encoding', encoding];
  const headers = [...unchanged, ...contentType(value), ...encoded, 'Content-Length', String(body.length)];
  return { etag, body, headers, unchanged };
}

function headersOf({ kind, headers = {} }: Kept): string[] {
  const configured = [...securityHeaders, ...(kind === 'APP_PAGE' ? askEachTime : dataOnly)];
  const own = Object.entries(headers).flatMap(([name, value]) =>
    name === 'content-type' || name.startsWith('x-next')
      ? []
      : [value].flat().flatMap((each) => pair(name, each)),
  );
  return [...configured.flatMap(({ key, value }) => [key, value]), ...own];
}

const pair = (name: string, value: string | number | undefined) =>
  value === undefined ? [] : [name, String(value)];

const contentType = ({ kind }: Kept) => [
  'Content-Type',
  kind === 'APP_PAGE' ? 'text/html; charset=utf-8' : 'application/json',
];
