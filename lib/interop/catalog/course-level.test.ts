import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCourseLevel } from './course-level';

describe('the level of a course', () => {
  it.each([
    ['BEGINNER', 'BEGINNER', []],
    ['Intermediate', 'INTERMEDIATE', []],
    ['advanced', 'ADVANCED', []],
    ['Introductory', 'BEGINNER', []],
    ['Introductory to advanced', 'BEGINNER', []],
    ['lower division', 'BEGINNER', ['UNDERGRADUATE']],
    ['LOWER_DIVISION', 'BEGINNER', ['UNDERGRADUATE']],
    ['Upper-Division', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['Undergraduate', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['Under-graduate', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['UG', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['GR', 'ADVANCED', ['GRADUATE']],
    ['graduate', 'ADVANCED', ['GRADUATE']],
    ['Postgraduate', 'ADVANCED', ['GRADUATE']],
    ["Master's", 'ADVANCED', ['GRADUATE']],
    ['Doctoral', 'ADVANCED', ['GRADUATE']],
    ['Ph.D.', 'ADVANCED', ['GRADUATE']],
    ['Undergraduate/Graduate', 'INTERMEDIATE', ['UNDERGRADUATE', 'GRADUATE']],
    ['Graduate (200)', 'ADVANCED', ['GRADUATE']],
    ['Undergraduate 300', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['Freshman', 'BEGINNER', ['UNDERGRADUATE']],
    ['sophomore', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['Junior', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['Senior', 'ADVANCED', ['UNDERGRADUATE']],
    ['Honors', 'ADVANCED', ['UNDERGRADUATE']],
    ['High school', 'BEGINNER', ['SECONDARY']],
    ['Post-secondary', 'INTERMEDIATE', ['UNDERGRADUATE']],
    ['Professional', 'INTERMEDIATE', ['PROFESSIONAL']],
    ['100', 'BEGINNER', []],
    ['200-level', 'INTERMEDIATE', []],
    ['300s', 'INTERMEDIATE', []],
    ['4xx', 'ADVANCED', []],
    ['Level 400', 'ADVANCED', []],
    ['500-level', 'ADVANCED', ['GRADUATE']],
    ['1000', 'BEGINNER', []],
    ['3000 level', 'INTERMEDIATE', []],
    ['6000', 'ADVANCED', ['GRADUATE']],
    ['1', 'BEGINNER', []],
    ['2nd year', 'INTERMEDIATE', []],
    ['L4', 'ADVANCED', []],
    ['8', 'ADVANCED', []],
  ])('%s is %s for %j', (level, difficulty, audience) => {
    expect(readCourseLevel(level, '')).toEqual({ difficulty, audience, understood: true });
  });

  it.each([
    ['MATH 20C', 'BEGINNER', []],
    ['cs50', 'BEGINNER', []],
    ['CS 101', 'BEGINNER', []],
    ['ENGL 095', 'BEGINNER', []],
    ['BIO-2010', 'INTERMEDIATE', []],
    ['HIST 399', 'INTERMEDIATE', []],
    ['PHYS 450W', 'ADVANCED', []],
    ['ECON 501', 'ADVANCED', ['GRADUATE']],
    ['COMP 70000', 'INTERMEDIATE', []],
    ['THESIS', 'INTERMEDIATE', []],
    ['', 'INTERMEDIATE', []],
  ])('without a level, the number of %s says %s for %j', (code, difficulty, audience) => {
    expect(readCourseLevel('', code)).toEqual({ difficulty, audience, understood: true });
    expect(readCourseLevel('Wizard', code)).toEqual({ difficulty, audience, understood: false });
  });

  it('leaves the difficulty to the code where the level names only the audience', () => {
    expect(readCourseLevel('Undergraduate', 'CS 101')).toMatchObject({
      difficulty: 'BEGINNER',
      audience: ['UNDERGRADUATE'],
    });
    expect(readCourseLevel('UG', 'CS 501').audience).toEqual(['UNDERGRADUATE']);
    expect(readCourseLevel('Beginner', 'CS 501')).toMatchObject({ difficulty: 'BEGINNER', audience: [] });
  });

  it('is there for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (level, code) => {
        expect(['BEGINNER', 'INTERMEDIATE', 'ADVANCED']).toContain(readCourseLevel(level, code).difficulty);
      }),
    );
  });
});
