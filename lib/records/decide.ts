import { type RightsFacts, rightsHolder } from './rights-holder';
import { type AccessDecision, type Ground, type RecordLevel, type RecordScope, recordLevels } from './schema';

/** A consent that names whoever asks as the party. Days are the institution's, YYYY-MM-DD. */
export type NamedConsent = {
  records: Exclude<RecordLevel, 'none'>;
  purpose: string;
  signedOn: string;
  /** The last day on which it counts. */
  expiresOn: string;
  isRevoked: boolean;
  /** Given by whoever holds the rights now: what a guardian signed ends when they pass to the student. */
  counts: boolean;
};

/** What connects whoever asks with the student, as the database says it now. */
export type Relation = RightsFacts & {
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';
  isSelf: boolean;
  /** Both belong to the same institution. */
  isOwnInstitution: boolean;
  /** Courses of the instructor that go on, or ended within 30 days, in which the student is enrolled. */
  taughtCourseIds: string[];
  /** A verified guardian; whether that still counts, the rights facts say. */
  isGuardian: boolean;
  consents: NamedConsent[];
  directoryOptedOut: boolean;
  /** The day that it is at the student's institution. */
  today: string;
};

/** What is asked for; `isEmergency`: a threat and who is told of it are stated. */
export type Asked = { scope: RecordScope; purpose: string; isEmergency: boolean };

/**
 * Whether, why and how far a record is shown; null: not at all. One's own in full (34 CFR 99.10). To staff who state an
 * emergency what they need (99.36), which another person reviews. To an administrator of the institution, and to a guardian
 * until the rights pass (99.4, 99.5), in full. To a party what a consent names, for its purpose (99.30). To an instructor
 * the academic part of the classes taught (99.31(a)(1)). To people of the institution who ask for no more, directory
 * information, unless the student opted out (99.37). Nobody is shown more than was asked for.
 */
export function decide(relation: Relation, asked: Asked): AccessDecision | null {
  const { scope } = asked;
  const upTo = (most: RecordLevel): RecordLevel =>
    recordLevels[Math.min(recordLevels.indexOf(scope), recordLevels.indexOf(most))] ?? 'none';
  const best = grounds(relation, asked)
    .map(([ground, most, courseIds]) => ({ ground, level: upTo(most), courseIds }))
    .toSorted((one, other) => recordLevels.indexOf(other.level) - recordLevels.indexOf(one.level))[0];
  return best ?? null;
}

type Claim = [ground: Ground, most: RecordLevel, courseIds: string[] | null];

/** Every ground there is, in the order in which it counts where several reach as far. */
function grounds(relation: Relation, asked: Asked): Claim[] {
  const { role, isSelf, isOwnInstitution, taughtCourseIds, isGuardian, directoryOptedOut } = relation;
  if (isSelf) return [['OWN_RECORD', 'full', null]];
  if (asked.isEmergency && role !== 'STUDENT' && isOwnInstitution) return [['EMERGENCY', 'full', null]];
  const claims: Claim[] = [];
  if (role === 'ADMIN' && isOwnInstitution) claims.push(['ADMINISTERS_THE_INSTITUTION', 'full', null]);
  if (isGuardian && rightsHolder(relation, relation.today) === 'GUARDIAN')
    claims.push(['GUARDIAN', 'full', null]);
  for (const consent of relation.consents)
    if (covers(consent, asked.purpose, relation.today)) claims.push(['CONSENT', consent.records, null]);
  if (role === 'INSTRUCTOR' && taughtCourseIds.length > 0)
    claims.push(['TEACHES_THE_STUDENT', 'academic', taughtCourseIds]);
  if (asked.scope === 'directory' && isOwnInstitution && !directoryOptedOut)
    claims.push(['DIRECTORY_INFORMATION', 'directory', null]);
  return claims;
}

const covers = (consent: NamedConsent, purpose: string, today: string): boolean =>
  consent.counts &&
  !consent.isRevoked &&
  consent.signedOn <= today &&
  today <= consent.expiresOn &&
  consent.purpose.toLowerCase() === purpose.trim().toLowerCase();
