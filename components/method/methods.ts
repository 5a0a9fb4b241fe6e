export type Method = {
  /** The anchor; others link to it. */
  id: string;
  heading: string;
  paragraphs: string[];
  points?: string[];
};

/** How each kind of number comes about, in plain words. What is said here is what the code does; change both together. */
export const methods: Method[] = [
  {
    id: 'time',
    heading: 'Time',
    paragraphs: [
      'Time is the seconds in which a lesson was on your screen and you were doing something: opening it, scrolling, typing, pointing, selecting. A page that only stays open soon stops counting.',
    ],
    points: [
      'A minute after the last sign of you the clock stops. It goes on with the next one.',
      'With several tabs or windows open, only one of them counts.',
      'A computer that sleeps does not read: no gap longer than five seconds between two signals is counted.',
      'Without a connection the time is kept on your device and sent later. Sent twice, it still counts once.',
      'A section cannot have more than 24 hours a day, whatever a device says.',
      'Time that came with an import is the time that the other system reported.',
    ],
  },
  {
    id: 'completion',
    heading: 'Completion',
    paragraphs: [
      'Completion is the average over the required sections of a course: a section that is done counts as 100 %, a partly read one with its part, one that was never opened as 0 %. So somebody who has finished one section of twenty stands at 5 %.',
    ],
    points: [
      'A section of a lesson is done when the student marks it. A resource of an imported course is done when it is opened, since its file says no more than that.',
      'What was done stays done: a later report with less takes nothing back, and a completed course stays completed.',
      'When a course changes, you go on in the version that you enrolled in. Only the sections of that version count, so nobody drops from 100 % because a lesson was added.',
    ],
  },
  {
    id: 'class',
    heading: 'The class: average and median',
    paragraphs: [
      'The class of a course is everybody who is studying it now and everybody who has completed it. Students who have left are not part of averages; their records are kept, and they come back with them.',
    ],
    points: [
      'The average is the sum of the completions divided by the number of students.',
      'The median is the completion of the student in the middle: half of the class is further, half is not.',
      'Both are exact at the moment they stand for. They are not estimates from a sample.',
    ],
  },
  {
    id: 'withheld',
    heading: 'When a number is withheld',
    paragraphs: [
      'A figure about very few people says something about each of them. Therefore some figures are not shown at all where a class is small.',
    ],
    points: [
      'A student sees the class median only with ten classmates or more.',
      'The people who teach a course see its median from ten current students on.',
      'The catalog shows how much is done on average from eleven students on, in steps of 5 % below fifty students and in whole percent from there on; how many have finished it counts in steps of five.',
    ],
  },
  {
    id: 'status',
    heading: 'Learning status and pace',
    paragraphs: [
      'The status says how far you are compared with your class: ahead, on track, or in need of attention. It looks at two things together: how your completion compares with the class median, and how many classmates are further or less far than you. One alone is never enough.',
      'The pace says how many sections you complete in an hour of counted time, beside what the course plans where it states a duration. Quick is more than half as fast again as planned, unhurried less than half as fast, and steady is in between. It is a description, not a judgement: unhurried is not worse than quick.',
    ],
    points: [
      'Each verdict stands with its reason and with how sure it is: the more sections and classmates it rests on, the surer.',
      'Before you have started a few sections and, where time is measured, spent some time, the page says “Not enough data yet” instead of guessing.',
      'In a class that is too small to compare, there is no status.',
    ],
  },
  {
    id: 'together',
    heading: 'All your courses together',
    paragraphs: [
      'Your page adds up the courses you are in and those you have completed. Courses you have left are not part of it; only your days in a row and your time by day keep them.',
    ],
    points: [
      'Sections, lessons and time are sums. Speed, right answers and how hard you find it are the mean over all your sections together, so a course counts by what you did in it.',
      'Progress by day is the share of all required sections that were done by then. The plan beside it adds up the plans of the courses; where one has none, there is no line.',
      'Everything is finished when your last course is, so the forecast is the latest of your courses’ forecasts. Where one has none yet, all together have none.',
      'There is no class of all courses. The page counts in how many of those you have begun you are ahead of the class median as it is told to you, about level or behind.',
    ],
  },
  {
    id: 'courses',
    heading: 'Numbers in the catalog',
    paragraphs: ['They are the same for everybody who looks at them.'],
    points: [
      'Students are those who are enrolled now and those who have completed the course. Whoever has left is not counted.',
      '“Done on average” is the average completion of these students.',
      'The number beside a filter is the number of courses that you see after choosing it.',
      'Enrolling and leaving show at once. What builds up while people study may be up to ten minutes old.',
    ],
  },
];
