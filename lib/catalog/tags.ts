/** What cached answers about the catalog are made of; a write changes exactly the tags of what it changes. */
export const catalogTags = {
  /** Which courses there are, and everything they are found by. */
  courses: 'courses',
  /** In which order they stand. */
  order: 'course-order',
  /** A course's own words: description, outline, lessons. */
  course: (id: string) => `course:${id}`,
  /** How many are in a course; changed by each enrolment. */
  crowd: (id: string) => `crowd:${id}`,
};

/** What a list of courses shows of each of them. */
export const tagsOfCourses = (courses: readonly { id: string }[]): string[] =>
  courses.flatMap(({ id }) => [catalogTags.course(id), catalogTags.crowd(id)]);
