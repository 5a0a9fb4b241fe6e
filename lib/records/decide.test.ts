import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, decide, type NamedConsent, type Relation } from './decide';
import { rightsHolder } from './rights-holder';
import { recordLevels, recordScopes } from './schema';

const days = ['2026-03-01', '2026-03-02', '2026-03-03'] as const;
const day = fc.constantFrom(...days);
const purpose = fc.constantFrom('transfer', 'Scholarship');
const consents: fc.Arbitrary<NamedConsent> = fc.record({
  records: fc.constantFrom(...recordScopes),
  purpose,
  signedOn: day,
  expiresOn: day,
  isRevoked: fc.boolean(),
  counts: fc.boolean(),
});
const relations: fc.Arbitrary<Relation> = fc.record({
  role: fc.constantFrom('STUDENT', 'INSTRUCTOR', 'ADMIN'),
  isSelf: fc.boolean(),
  isOwnInstitution: fc.boolean(),
  taughtCourseIds: fc.array(fc.uuid(), { maxLength: 3 }),
  isGuardian: fc.boolean(),
  birthDate: fc.constantFrom(null, '2000-01-01', '2008-03-02', '2015-01-01'),
  postsecondarySince: fc.constantFrom(null, ...days),
  consents: fc.array(consents, { maxLength: 3 }),
  directoryOptedOut: fc.boolean(),
  today: day,
});
const asks: fc.Arbitrary<Asked> = fc.record({
  scope: fc.constantFrom(...recordScopes),
  purpose,
  isEmergency: fc.boolean(),
});
const rank = (level: (typeof recordLevels)[number]) => recordLevels.indexOf(level);
const stranger: Relation = {
  role: 'STUDENT',
  isSelf: false,
  isOwnInstitution: true,
  taughtCourseIds: [],
  isGuardian: false,
  birthDate: null,
  postsecondarySince: null,
  consents: [],
  directoryOptedOut: false,
  today: '2026-03-02',
};
const asked: Asked = { scope: 'full', purpose: 'transfer', isEmergency: false };
const consent: NamedConsent = {
  records: 'academic',
  purpose: 'Transfer',
  signedOn: '2026-03-01',
  expiresOn: '2026-03-02',
  isRevoked: false,
  counts: true,
};

/** The grounds again, each by itself and said the long way round. */
const grounded: ((relation: Relation, asked: Asked) => boolean)[] = [
  ({ isSelf }) => isSelf,
  ({ role, isOwnInstitution }) => role === 'ADMIN' && isOwnInstitution,
  ({ role, taughtCourseIds }) => role === 'INSTRUCTOR' && taughtCourseIds.length > 0,
  ({ role, isOwnInstitution }, { isEmergency }) => isEmergency && role !== 'STUDENT' && isOwnInstitution,
  (relation) => relation.isGuardian && rightsHolder(relation, relation.today) === 'GUARDIAN',
  (relation, { purpose: wanted }) =>
    relation.consents.some(
      (given) =>
        given.purpose.toLowerCase() === wanted.toLowerCase() &&
        given.counts &&
        !given.isRevoked &&
        given.signedOn <= relation.today &&
        given.expiresOn >= relation.today,
    ),
  ({ isOwnInstitution, directoryOptedOut }, { scope }) =>
    scope === 'directory' && isOwnInstitution && !directoryOptedOut,
];

describe('the decision about a record', () => {
  it('never shows more than was asked for', () => {
    fc.assert(
      fc.property(relations, asks, (relation, request) => {
        const decision = decide(relation, request);
        if (decision) expect(rank(decision.level)).toBeLessThanOrEqual(rank(request.scope));
      }),
    );
  });

  it('shows something exactly where there is a ground', () => {
    fc.assert(
      fc.property(relations, asks, (relation, request) => {
        const isGrounded = grounded.some((ground) => ground(relation, request));
        expect(decide(relation, request) !== null).toBe(isGrounded);
      }),
      { numRuns: 2000 },
    );
  });

  it('limits an instructor to the classes taught and to their academic part', () => {
    fc.assert(
      fc.property(relations, asks, (relation, request) => {
        const decision = decide(relation, request);
        if (decision?.ground !== 'TEACHES_THE_STUDENT') return;
        expect(decision.courseIds).toEqual(relation.taughtCourseIds);
        expect(rank(decision.level)).toBeLessThanOrEqual(rank('academic'));
      }),
    );
  });

  it('gives directory information to who asks for no more, and hides it of who opted out', () => {
    const directory = { ...asked, scope: 'directory' as const };
    expect(decide(stranger, directory)).toMatchObject({
      ground: 'DIRECTORY_INFORMATION',
      level: 'directory',
    });
    expect(decide({ ...stranger, directoryOptedOut: true }, directory)).toBeNull();
    expect(decide(stranger, { ...asked, scope: 'summary' })).toBeNull();
    expect(decide({ ...stranger, isOwnInstitution: false }, directory)).toBeNull();
  });

  it('keeps the name of an opted-out student in sight of the own class’s instructor', () => {
    const teaching: Relation = {
      ...stranger,
      role: 'INSTRUCTOR',
      taughtCourseIds: ['a'],
      directoryOptedOut: true,
    };
    expect(decide(teaching, { ...asked, scope: 'directory' })?.ground).toBe('TEACHES_THE_STUDENT');
  });

  it('takes a stated emergency before every other ground of staff, and of staff alone', () => {
    const emergency = { ...asked, isEmergency: true };
    expect(decide({ ...stranger, role: 'ADMIN' }, emergency)?.ground).toBe('EMERGENCY');
    expect(decide({ ...stranger, role: 'INSTRUCTOR' }, emergency)?.level).toBe('full');
    expect(decide(stranger, emergency)).toBeNull();
    expect(decide({ ...stranger, role: 'INSTRUCTOR', isOwnInstitution: false }, emergency)).toBeNull();
  });
});

describe('a consent', () => {
  const by = (change: Partial<NamedConsent>, today = stranger.today) =>
    decide({ ...stranger, consents: [{ ...consent, ...change }], today }, asked);

  it('opens the records that it names, for its purpose in any case', () => {
    expect(by({})).toEqual({ ground: 'CONSENT', level: 'academic', courseIds: null });
    expect(by({ records: 'summary' })?.level).toBe('summary');
  });

  it.each([
    ['revoked', { isRevoked: true }, undefined],
    ['for another purpose', { purpose: 'employment' }, undefined],
    ['not yet signed', { signedOn: '2026-03-03', expiresOn: '2026-03-03' }, undefined],
    ['signed by a guardian whose rights have passed', { counts: false }, undefined],
    ['over', {}, '2026-03-03'],
  ])('opens nothing when it is %s', (_what, change, today) => {
    expect(by(change, today)).toBeNull();
  });
});
