/** What is known about when a student's rights in the record are the student's own; days are YYYY-MM-DD. */
export type RightsFacts = { birthDate: string | null; postsecondarySince: string | null };

/** Full years since birth on a day; whoever was born on 29 February is a year older on 1 March of other years. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/**
 * Whose the rights are on a day of the institution (34 CFR 99.5, 99.3): a guardian's under 18, until postsecondary
 * education begins; the student's otherwise, and where the date of birth is not known: doubt opens nothing to a guardian.
 */
export function rightsHolder({ birthDate, postsecondarySince }: RightsFacts, today: string) {
  if (postsecondarySince !== null && postsecondarySince <= today) return 'STUDENT';
  return birthDate !== null && ageOn(birthDate, today) < 18 ? 'GUARDIAN' : 'STUDENT';
}

/** Whether data may be collected from a student: under 13 only while a guardian agrees (16 CFR 312.5). */
export const mayCollect = (birthDate: string | null, today: string, guardianAgrees: boolean): boolean =>
  birthDate === null || ageOn(birthDate, today) >= 13 || guardianAgrees;
