import type { IncomingMessage, ServerResponse } from 'node:http';
import { noteLookup } from '../observe';
import { type Encoding, type Entry, type EntryAddress, maxEntryBytes, type Sendable } from '../store/entry';
import type { CacheStore } from '../store/store';
import type { Answerer } from './answer-first';
import { chooseEncoding } from './choose-encoding';
import { makeSendable, textOf } from './make-sendable';
import { isPlain } from './plain-request';

/** Where the answer to a request's target is kept; null for everything that is not for everybody. */
export type FindAddress = (target: string) => EntryAddress | null;

/**
 * Answers what is kept and fresh in this process before Next's router sees it. Whether it may still be given is the
 * store's judgement, in the same moment in which it is sent. The first request in each encoding still goes to Next,
 * while that encoding is made beside it.
 */
export class Front {
  readonly #store: CacheStore;
  readonly #findAddress: FindAddress;
  readonly #making = new Set<string>();

  constructor(store: CacheStore, findAddress: FindAddress) {
    this.#store = store;
    this.#findAddress = findAddress;
  }

  readonly answer: Answerer = (request, response) => {
    const { method, url = '', headers } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const address = this.#findAddress(url);
    if (!address || !isPlain(headers)) return false;
    const sendable = this.#sendableFor(address, chooseEncoding(headers['accept-encoding']));
    if (!sendable) return false;
    this.#store.shelves[address.cacheClass].counters.hits += 1;
    noteLookup(true);
    send(request, response, sendable);
    return true;
  };

  #sendableFor(address: EntryAddress, encoding: Encoding | null): Sendable | undefined {
    const entry = encoding && this.#store.findFresh(address);
    if (!entry) return undefined;
    const sendable = entry.sendable?.[encoding];
    if (!sendable) void this.#make(address, entry, encoding);
    return sendable;
  }

  async #make(address: EntryAddress, entry: Entry, encoding: Encoding): Promise<void> {
    const { value, bytes } = entry;
    const text = textOf(value);
    const making = `${encoding} ${address.key}`;
    if (text === null || this.#making.has(making) || bytes + text.length > maxEntryBytes) return;
    this.#making.add(making);
    try {
      this.#attach(address, entry, encoding, await makeSendable(value, text, encoding));
    } catch (error) {
      console.error('an answer could not be prepared', error);
    } finally {
      this.#making.delete(making);
    }
  }

  /** With the answer itself, so that it goes with it; another encoding may have been attached meanwhile. */
  #attach({ cacheClass, key }: EntryAddress, made: Entry, encoding: Encoding, sendable: Sendable): void {
    const shelf = this.#store.shelves[cacheClass];
    const entry = shelf.read(key);
    if (entry?.value !== made.value) return;
    shelf.put(key, {
      ...entry,
      bytes: entry.bytes + sendable.body.length,
      sendable: { ...entry.sendable, [encoding]: sendable },
    });
  }
}

function send({ method, headers }: IncomingMessage, response: ServerResponse, sendable: Sendable): void {
  if (isKnown(headers['if-none-match'], sendable.etag)) response.writeHead(304, sendable.unchanged).end();
  else if (method === 'HEAD') response.writeHead(200, sendable.headers).end();
  else response.writeHead(200, sendable.headers).end(sendable.body);
}

/** Whether whoever asks holds this very answer already (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag) return true;
  return header.split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')));
}
