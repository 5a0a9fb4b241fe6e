/** What the demo's instructor wrote and noted, always the same; days are counted back from the day of the demo. */
type DemoMessage = { daysAgo: number; audience: 'ALL' | 'PAUSED'; subject: string; body: string };

export const demoMessages: DemoMessage[] = [
  {
    daysAgo: 66,
    audience: 'ALL',
    subject: 'How this course works best',
    body: 'Welcome, everybody!\n\nLittle and often beats one long evening: **twenty minutes a day** is enough. Type every example yourself, and change something in it until it breaks. That is where you learn.',
  },
  {
    daysAgo: 17,
    audience: 'PAUSED',
    subject: 'Shall we find a way back in?',
    body: 'I have not seen you here for a while. That happens, and it is easy to catch up: go on with the section you left, nothing before it has to be repeated.\n\nIf something holds you up, write to me or come by on *Thursday at three*.',
  },
  {
    daysAgo: 2,
    audience: 'ALL',
    subject: 'Loops: the exercise many of you asked about',
    body: 'The last exercise of “Doing things again” is meant to be hard. A hint: write down on paper what `total` is after each turn, then look at the line where you change it.',
  },
];

type DemoNote = { seat: number; daysAgo: number; followUpInDays: number | null; body: string };

/** About students of the class, by their place among those who have paused. */
export const demoNotes: DemoNote[] = [
  {
    seat: 0,
    daysAgo: 10,
    followUpInDays: 1,
    body: 'Came to the office hour. Works two jobs this month and will go on from the 1st. Agreed on one section a day.',
  },
  {
    seat: 1,
    daysAgo: 6,
    followUpInDays: null,
    body: 'Asked about **larger print** in the exercises. Sent the link.',
  },
  { seat: 2, daysAgo: 3, followUpInDays: -1, body: 'Stuck in loops. Offered to look at it together.' },
];
