import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Login = {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  /** What temporary keys are given with. */
  sessionToken?: string;
};

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
const skew = 15 * 60_000;

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/**
 * Checks a request as Amazon does (Signature Version 4, header form).
 *
 * @returns the code of the error that a service answers with; null when all is well
 */
export function signatureFault(request: IncomingMessage, body: Buffer, login: Login): string | null {
  const parts = authorization.exec(request.headers.authorization ?? '');
  if (!parts) return 'AccessDenied';
  const [, keyId = '', day = '', region = '', names = '', given = ''] = parts;
  if (keyId !== login.accessKeyId) return 'InvalidAccessKeyId';
  if (request.headers['x-amz-security-token'] !== login.sessionToken) return 'InvalidToken';
  if (region !== login.region) return 'AuthorizationHeaderMalformed';
  const date = String(request.headers['x-amz-date']);
  if (Math.abs(Date.now() - timeOf(date)) > skew) return 'RequestTimeTooSkewed';
  const content = String(request.headers['x-amz-content-sha256']);
  if (content !== 'UNSIGNED-PAYLOAD' && content !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonicalRequest(request, names, content))}`;
  const key = ['aws4_request', 's3', region, day].reduceRight<Buffer | string>(
    (under, part) => hmac(under, part),
    `AWS4${login.secretAccessKey}`,
  );
  const expected = hmac(key, text);
  return timingSafeEqual(expected, Buffer.from(given, 'hex')) ? null : 'SignatureDoesNotMatch';
}

/** From `20261126T030000Z`. */
const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function canonicalRequest(
  { method, url = '', headers }: IncomingMessage,
  names: string,
  content: string,
): string {
  const [path = '', query = ''] = url.split('?');
  const pairs = query.split('&').filter((pair) => pair !== '');
  const sorted = pairs.map((pair) => (pair.includes('=') ? pair : `${pair}=`)).sort();
  const lines = names
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`);
  return [method, path, sorted.join('&'), lines.join(''), names, content].join('\n');
}
