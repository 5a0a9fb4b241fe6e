import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { cache } from 'react';
import type { Origin } from '@/lib/audit/append';
import { workContext } from '@/lib/work-context';
import { clientAddress } from './client-address';
import { pathHeader } from './path-header';

/** A request as the trail tells of it: where it went, with its query, and what is being said of it, each once. */
export type Call = { id: string; asked: string | null; said: Map<string, Promise<void>> };

const calls = workContext<Call>('call');

/** Runs the handler of an API route. */
export const inCall = <T>({ method, url }: Request, run: () => Promise<T>): Promise<T> =>
  calls.run({ id: randomUUID(), asked: `${method} ${pathOf(url)}`, said: new Map() }, run);

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The call of the interface, or the page, that is being answered here; in a command or a test it is nowhere. */
export async function currentCall(): Promise<Call> {
  const call = calls.get() ?? pageInMaking();
  call.asked ??= await pageAddress();
  return call;
}

/** Kept for as long as the page is made. */
const pageInMaking = cache((): Call => ({ id: randomUUID(), asked: null, said: new Map() }));

/** Where what is asked for here comes from; for requests alone. */
export async function originOfRequest(): Promise<Origin> {
  const { id } = calls.get() ?? pageInMaking();
  return { requestId: id, ipAddress: clientAddress(await headers()) };
}

async function pageAddress(): Promise<string | null> {
  try {
    return (await headers()).get(pathHeader);
  } catch {
    return null;
  }
}
