import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { FeedFault } from './feed-fault';

/** Networks that are not the public internet (IANA special-purpose registries): this machine, its neighbours, cloud metadata. */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix, 'ipv4');

/** Of IPv6 only global unicast is public, and of that not what leads to IPv4 addresses or is set apart. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6');

/** Whether an address is one of the public internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  if (family === 6) return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
  return false;
}

/** @throws FeedFault */
function requirePublic(address: string): void {
  if (!isPublic(address)) throw new FeedFault('Its address lies in a private network.');
}

/**
 * The lookup of a connection: names that lead to an address that is not public are refused at the moment of connecting, so
 * that a name cannot change its mind between a check and the connection.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    try {
      for (const { address } of found) requirePublic(address);
    } catch (fault) {
      return callback(fault instanceof Error ? fault : new Error(String(fault)), []);
    }
    answer(found, options.all === true, callback);
  });
};

type Callback = Parameters<LookupFunction>[2];

function answer(found: LookupAddress[], all: boolean, callback: Callback): void {
  const [first] = found;
  if (all) callback(null, found);
  else if (first) callback(null, first.address, first.family);
  else callback(new FeedFault('Its name leads nowhere.'), []);
}

/** An address that a feed may have: https on its usual port, no name and password, no address of a private network. @throws FeedFault */
export function requireFeedAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') throw new FeedFault('Its address must begin with https://.');
  if (url.username !== '' || url.password !== '')
    throw new FeedFault('Its address must hold no name and no password.');
  if (url.port !== '') throw new FeedFault('Its address must not name a port.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) requirePublic(host);
  return url;
}
