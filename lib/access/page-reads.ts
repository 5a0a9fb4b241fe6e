import { notFound } from 'next/navigation';
import { Refusal } from '@/lib/errors';
import { auditDenial } from './audit-denial';
import { currentViewer } from './session';

/** For pages: awaits a read whose refusal "not found" means that there is no such page for this person. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  const answer = await begin(read);
  if (!(answer instanceof Refusal)) return answer;
  if (answer.kind !== 'not-found') throw answer;
  const viewer = await currentViewer();
  if (viewer) await auditDenial(viewer, answer);
  notFound();
}

/** For pages: like `orNotFound`, for a page of a list: a link to one that is none is a value to show. */
export async function pageOrNotFound<T>(read: Promise<T>): Promise<T | Refusal> {
  const answer = await begin(read);
  return answer instanceof Refusal && answer.kind === 'invalid'
    ? answer
    : orNotFound(Promise.resolve(answer));
}

/**
 * For pages: starts a read that a streamed part awaits later. A refusal arrives there as a value to show; a
 * fault is thrown there, and nowhere else.
 */
export const begin = <T>(read: Promise<T>): Promise<T | Refusal> =>
  started(
    read.catch((error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    }),
  );

/** For pages: like `begin`, for reads that a person cannot ask for wrongly. */
export function started<T>(read: Promise<T>): Promise<T> {
  read.catch(() => undefined);
  return read;
}
