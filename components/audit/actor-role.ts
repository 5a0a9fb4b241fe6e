import { roleNames } from '@/components/shell/navigation';
import type { AuditEntry } from '@/lib/audit/query';

type Acting = Pick<AuditEntry, 'actorId' | 'actorRole' | 'studentId' | 'outcome' | 'details'>;

/**
 * As what somebody did it; null where that is not known. Whoever has the role of a student and acts on the record of another is a
 * guardian, but for a look under a consent or at what everybody may see, each of which has its ground.
 */
export function actorRoleName({ actorId, actorRole, studentId, outcome, details }: Acting): string | null {
  if (actorRole === null) return null;
  const isOnOther =
    actorRole === 'STUDENT' && outcome === 'ALLOWED' && studentId !== null && studentId !== actorId;
  return isOnOther && (details.ground ?? 'GUARDIAN') === 'GUARDIAN' ? 'Guardian' : roleNames[actorRole];
}
