import { eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { institutions } from '@/db/schema/people';
import { Refusal } from '@/lib/errors';

/** The id of the institution with this slug; without one, the only institution there is. */
export async function findInstitution(tx: Transaction, slug: string | null): Promise<string> {
  const found = await tx.orm
    .select({ id: institutions.id })
    .from(institutions)
    .where(slug === null ? undefined : eq(institutions.slug, slug))
    .limit(2);
  const [only, another] = found;
  if (!only) throw new Refusal('not-found', `There is no such institution. ${await slugsIn(tx)}`);
  if (another)
    throw new Refusal('invalid', `There are several institutions: say which one. ${await slugsIn(tx)}`);
  return only.id;
}

async function slugsIn(tx: Transaction): Promise<string> {
  const found = await tx.orm
    .select({ slug: institutions.slug })
    .from(institutions)
    .orderBy(institutions.slug)
    .limit(21);
  const named = found.slice(0, 20).map(({ slug }) => slug);
  return found.length === 0
    ? 'There is none yet.'
    : `There are: ${named.join(', ')}${found.length > 20 ? ' and more' : ''}.`;
}
