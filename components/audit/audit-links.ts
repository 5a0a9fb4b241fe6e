import type { AuditQuery } from '@/lib/audit/query';
import { pageHref } from '@/lib/page-query';

export const defaultAuditSize = 50;

/** The address of a view of the trail; any change leads back to its first page. */
export function auditHref(query: Partial<AuditQuery>, change: Partial<AuditQuery> = {}): string {
  const { limit, ...wanted } = { ...query, cursor: undefined, ...change };
  return pageHref('/admin/audit', { ...wanted, limit: limit === defaultAuditSize ? undefined : limit });
}

/** Whether the trail is narrowed down, so that an empty page means “nothing matches”. */
export const isNarrowed = ({ limit: _limit, cursor: _cursor, ...filters }: AuditQuery): boolean =>
  Object.values(filters).some((value) => value !== undefined);
