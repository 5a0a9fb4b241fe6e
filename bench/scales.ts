/** How much data a run is measured on; `largestClass` follows from the shape of the class sizes. */
export const scales = {
  S: { users: 10_000, courses: 500, enrollmentsPerUser: 4 },
  M: { users: 100_000, courses: 2_000, enrollmentsPerUser: 4 },
  L: { users: 300_000, courses: 5_000, enrollmentsPerUser: 5 },
} as const;

export type Scale = keyof typeof scales;

export const lessonsPerCourse = 6;
export const sectionsPerLesson = 4;
