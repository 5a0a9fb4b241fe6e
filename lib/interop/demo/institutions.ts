export type DemoInstitution = {
  /** Also the domain of its people's addresses: `…@northfield.test`. */
  slug: string;
  name: string;
  timeZone: string;
  students: number;
  /** Short courses, db/seed/<catalog>. */
  catalog: string;
  /** Full courses, db/seed/content/<folder>, with the size of their class. */
  courses: { folder: string; students: number }[];
};

/** The demo accounts belong here, but for the guardian. */
export const homeInstitution = 'northfield';

/** Where the guardian's child learns: a school, since the rights pass to students of a college at any age. */
export const schoolOfMinors = 'openvalley';

export const demoInstitutions: DemoInstitution[] = [
  {
    slug: homeInstitution,
    name: 'Northfield College',
    timeZone: 'Europe/London',
    students: 900,
    catalog: 'catalog-1.json',
    courses: [
      { folder: 'python-first-steps', students: 430 },
      { folder: 'statistics-with-confidence', students: 310 },
      { folder: 'writing-clearly', students: 260 },
      { folder: 'cell-biology', students: 220 },
      { folder: 'relational-databases', students: 190 },
    ],
  },
  {
    slug: 'harbour',
    name: 'Harbour Technical Institute',
    timeZone: 'Europe/Amsterdam',
    students: 600,
    catalog: 'catalog-2.json',
    courses: [{ folder: 'personal-finance', students: 180 }],
  },
  {
    slug: schoolOfMinors,
    name: 'Open Valley School',
    timeZone: 'America/New_York',
    students: 500,
    catalog: 'catalog-3.json',
    courses: [{ folder: 'music-theory-by-ear', students: 120 }],
  },
];

/** Taught by the demo instructor. */
export const ownCourses = ['python-first-steps', 'statistics-with-confidence', 'relational-databases'];

/** Departments that share their teachers; any other department has one of its own. */
const shared = [
  ['Biology', 'Chemistry'],
  ['Philosophy', 'Linguistics'],
  ['Physics', 'Astronomy'],
  ['History', 'Art History'],
  ['Electrical Engineering', 'Control Engineering'],
  ['Computer Science', 'Information Security', 'Networking'],
  ['Nursing', 'Health Sciences'],
  ['Mechanical Engineering', 'Marine Technology'],
  ['Geography', 'Environmental Science'],
  ['English', 'Communication'],
];

/** The name under which one person teaches a department's courses. */
export function facultyOf(department: string): string {
  return shared.find((departments) => departments.includes(department))?.[0] ?? department;
}
