import { describe, expect, it } from 'vitest';
import { type CourseText, everyCourse, postingsOf } from './postings';

const course = (text: Partial<CourseText>): CourseText => ({
  code: null,
  title: '',
  department: null,
  skills: [],
  objectives: [],
  description: null,
  body: '',
  ...text,
});
const impact = (text: Partial<CourseText>, term: string) => postingsOf(course(text)).get(term) ?? 0;

describe('what a course is found under', () => {
  it('weighs title over skills over description over lessons', () => {
    const places: Partial<CourseText>[] = [
      { title: 'cells' },
      { title: 'x', skills: ['cells'] },
      { title: 'x', description: 'cells' },
      { title: 'x', body: 'cells' },
    ];
    const impacts = places.map((text) => impact(text, 'cell'));
    expect(impacts).toEqual([...impacts].sort((a, b) => b - a));
    expect(new Set(impacts).size).toBe(4);
  });

  it('counts a word of a long text for less, and twice for less than double', () => {
    const long = 'filler '.repeat(200);
    expect(impact({ description: `cells ${long}` }, 'cell')).toBeLessThan(
      impact({ description: 'cells' }, 'cell'),
    );
    const [once, twice] = ['cells', 'cells cells'].map((description) => impact({ description }, 'cell'));
    expect(twice ?? 0).toBeGreaterThan(once ?? 0);
    expect(twice ?? 0).toBeLessThan(2 * (once ?? 0));
  });

  it('proves a topic by its signs, the more and the more prominent the better', () => {
    const topic = '~crimin justic';
    const [title, both, description] = [
      { title: 'Crime' },
      { title: 'Crime', description: 'Prisons and policing' },
      { title: 'x', description: 'Crime' },
    ].map((text) => impact(text, topic));
    expect(both ?? 0).toBeGreaterThan(title ?? 0);
    expect(title ?? 0).toBeGreaterThan(description ?? 0);
    expect(both ?? 0).toBeLessThanOrEqual(1);
  });

  it('is not about the courses that must come first', () => {
    const text = { title: 'Optics', description: 'Light. Prerequisites: Chemistry 6A or consent.' };
    expect(impact(text, 'chemistri')).toBe(0);
    expect(impact(text, 'light')).toBeGreaterThan(0);
  });

  it('is found by its code, the number without its letter, and the subject', () => {
    const found = postingsOf(course({ code: 'MATH 20C', title: 'Calculus' }));
    expect(['#math20c', '#math20', '#math'].map((term) => found.has(term))).toEqual([true, true, true]);
    expect(found.has(everyCourse)).toBe(true);
  });
});
