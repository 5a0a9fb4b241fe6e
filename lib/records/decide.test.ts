import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Relation } from './decide';
import { recordLevels, recordScopes } from './schema';

const relations: fc.Arbitrary<Relation> = fc.record({
  role: fc.constantFrom('STUDENT', 'INSTRUCTOR', 'ADMIN'),
  isSelf: fc.boolean(),
  isOwnInstitution: fc.boolean(),
  taughtCourseIds: fc.array(fc.uuid(), { maxLength: 3 }),
});
const scopes = fc.constantFrom(...recordScopes);
const rank = (level: (typeof recordLevels)[number]) => recordLevels.indexOf(level);

describe('the decision about a record', () => {
  it('never shows more than was asked for', () => {
    fc.assert(
      fc.property(relations, scopes, (relation, scope) => {
        const decision = decide(relation, scope);
        if (decision) expect(rank(decision.level)).toBeLessThanOrEqual(rank(scope));
      }),
    );
  });

  it('shows nothing to whoever is nothing to the student', () => {
    fc.assert(
      fc.property(relations, scopes, (relation, scope) => {
        const isSomething =
          relation.isSelf ||
          (relation.role === 'ADMIN' && relation.isOwnInstitution) ||
          (relation.role === 'INSTRUCTOR' && relation.taughtCourseIds.length > 0);
        expect(decide(relation, scope) !== null).toBe(isSomething);
      }),
    );
  });

  it('limits an instructor to the classes taught and to their academic part', () => {
    fc.assert(
      fc.property(relations, scopes, (relation, scope) => {
        const decision = decide(relation, scope);
        if (decision?.ground !== 'TEACHES_THE_STUDENT') return;
        expect(decision.courseIds).toEqual(relation.taughtCourseIds);
        expect(rank(decision.level)).toBeLessThanOrEqual(rank('academic'));
      }),
    );
  });
});
