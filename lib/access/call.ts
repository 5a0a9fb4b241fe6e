import { headers } from 'next/headers';
import { cache } from 'react';
import { workContext } from '@/lib/work-context';
import { pathHeader } from './path-header';

/** A request as the trail tells of it: where it went, and what is being said of it, each once. */
export type Call = { at: string | null; said: Map<string, Promise<void>> };

const calls = workContext<Call>('call');

/** Runs the handler of an API route. */
export const inCall = <T>({ method, url }: Request, run: () => Promise<T>): Promise<T> =>
  calls.run({ at: `${method} ${new URL(url).pathname}`, said: new Map() }, run);

/** The call of the interface, or the page, that is being answered here; in a command or a test it is nowhere. */
export async function currentCall(): Promise<Call> {
  const call = calls.get() ?? pageInMaking();
  call.at ??= await pageAddress();
  return call;
}

/** Kept for as long as the page is made. */
const pageInMaking = cache((): Call => ({ at: null, said: new Map() }));

async function pageAddress(): Promise<string | null> {
  try {
    return (await headers()).get(pathHeader)?.split('?')[0] ?? null;
  } catch {
    return null;
  }
}
