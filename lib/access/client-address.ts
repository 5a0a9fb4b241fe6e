import { isIPv4, isIPv6 } from 'node:net';

/**
 * The address a request came from, or null. It is the last entry of X-Forwarded-For: the trusted proxy
 * appended it, or, where no proxy is trusted, Next wrote the socket's address (see forwarded-headers.ts).
 */
export function clientAddress(headers: Headers): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const address = last.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv4(address) || isIPv6(address) ? address : null;
}

/** What counts as one place for limits: an IPv4 address, or the /64 that one IPv6 customer gets. */
export function addressBlock(address: string): string {
  if (!isIPv6(address)) return address;
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - after.length;
  return [...groups, ...Array<string>(missing).fill('0'), ...after].slice(0, 4).join(':');
}
