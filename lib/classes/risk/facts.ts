/** What the platform saw of one student of a class up to and including one day, in the institution's calendar. */
export type RiskFacts = {
  userId: string;
  /** Days the student could have studied: since the later of enrolment and the course's start, this day included. */
  days: number;
  /** Days since the last day with activity; null without any. */
  idleDays: number | null;
  /** Days from the first possible day to the first day with activity; 0 for who began before, null for who never did. */
  startDays: number | null;
  /** Days with activity: all, within the last 14 and the last 7 days, and within the three weeks before those 7. */
  activeDays: number;
  activeDays14: number;
  activeDays7: number;
  activeDaysBefore: number;
  seconds: number;
  interactions: number;
  /** Required sections of the version studied, and those finished by this day. */
  sectionsDone: number;
  sectionsRequired: number;
  /** Mean comprehension score in percent over sections scored by this day, and their number. */
  comprehension: number | null;
  comprehensionSections: number;
};

/** What is usual in the class on that day: medians over the students who are still learning. */
export type ClassFigures = {
  students: number;
  days: number;
  idleDays: number;
  startDays: number;
  activeDays: number;
  activeDays14: number;
  /** Null where the class's activity comes without time: effort is then counted in interactions. */
  seconds: number | null;
  interactions: number;
  /** Percent of the required sections. */
  progress: number;
  /** Percent of the course's dates that have passed; null without dates. */
  planned: number | null;
  /** Null below `minimumClass` students with scores. */
  comprehension: number | null;
};
