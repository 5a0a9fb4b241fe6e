import { describe, expect, it } from 'vitest';
import { fillClasses } from './classes';
import { readDemoCourses } from './courses';
import { isDemoStudent } from './demo-student';
import { createPeople } from './people';

const courses = readDemoCourses();
const people = createPeople(courses);
const classes = fillClasses(courses, people.students);

describe('the courses', () => {
  it('are forty, each readable without a loss and with a name of its own', () => {
    expect(courses).toHaveLength(40);
    expect(courses.flatMap(({ parsed }) => parsed.warnings)).toEqual([]);
    expect(new Set(courses.map(({ key }) => key)).size).toBe(40);
    for (const { parsed } of courses) {
      for (const section of parsed.lessons.flatMap(({ sections }) => sections)) {
        expect(section.text.length).toBeGreaterThan(100);
        expect(section.minutes).toBeGreaterThan(0);
      }
    }
  });

  it('have seven full ones of some thousand words', () => {
    const full = courses.filter(({ lessonDescriptions }) => lessonDescriptions.length === 0);
    expect(full).toHaveLength(7);
    for (const { parsed } of full) {
      const text = parsed.lessons
        .flatMap(({ sections }) => sections.map((section) => section.text))
        .join(' ');
      expect(text.split(/\s+/).length).toBeGreaterThan(3_000);
    }
  });
});

describe('the people', () => {
  it('are two thousand students and some staff, nobody twice, always the same', () => {
    expect(people.students).toHaveLength(2_000);
    expect(people.teachers.size).toBe(25);
    expect(people.admins).toHaveLength(3);
    const { students, teachers, admins, guardian, youngerChild } = people;
    const everybody = [...students, ...teachers.values(), ...admins, guardian, youngerChild];
    expect(new Set(everybody.map(({ email }) => email)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(everybody.length);
    expect(createPeople(courses)).toEqual(people);
  });

  it('fill the classes, each in at least one and never in two at the same time of day', () => {
    const sittings = new Map(people.students.map(({ id }) => [id, new Set<number>()]));
    for (const { key, students } of courses) {
      expect(classes.get(key)).toHaveLength(students);
      for (const { student, sitting } of classes.get(key) ?? []) {
        expect(sittings.get(student.id)?.has(sitting % 3)).toBe(false);
        sittings.get(student.id)?.add(sitting % 3);
      }
    }
    expect([...sittings.values()].filter((own) => own.size === 0)).toEqual([]);
  });

  it('have the demo student in three courses', () => {
    const own = [...classes].filter(([, seats]) => seats.some(({ student }) => isDemoStudent(student)));
    expect(new Set(own.map(([key]) => key))).toEqual(
      new Set(['python-first-steps', 'statistics-with-confidence', 'writing-clearly']),
    );
  });
});
