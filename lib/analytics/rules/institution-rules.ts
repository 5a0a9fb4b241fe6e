import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { type RuleChanges, type Rules, rulesOf } from './rules';
import { currentVersion } from './versions';

export type InstitutionChanges = { id: number; changes: RuleChanges } | null;

const newest = statement('analytics.rules', 'SELECT id, changes FROM institution_rules($1)');

/** Changes when an institution changes its rules. */
export const rulesTag = (institutionId: string): string => `rules:${institutionId}`;

const cachedChanges = sharedRead(
  'catalog',
  'analytics.rules',
  async (institutionId: string): Promise<InstitutionChanges> => {
    const [row] = await asPublic((tx) =>
      tx.rows<{ id: number; changes: RuleChanges }>(newest, [institutionId]),
    );
    return row ?? null;
  },
  (institutionId) => [rulesTag(institutionId)],
);

/**
 * The rules of one institution as they are now. They apply to its courses, whoever studies them. The
 * numbers are the same for everybody there, and kept by institution.
 */
export async function rulesFor(institutionId: string): Promise<Rules> {
  const own = await cachedChanges(institutionId);
  return rulesOf(currentVersion, own?.changes, own?.id);
}

/** The rules of several institutions, each read once. */
export async function rulesForAll(institutionIds: Iterable<string>): Promise<Map<string, Rules>> {
  const ids = [...new Set(institutionIds)];
  return new Map(await Promise.all(ids.map(async (id) => [id, await rulesFor(id)] as const)));
}
