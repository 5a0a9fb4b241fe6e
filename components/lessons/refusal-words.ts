const words: Record<string, string> = {
  'not enrolled': 'You are not enrolled in this course any more.',
  'enrolment ended': 'You have left this course, so nothing new is counted.',
  'unknown section': 'The course has changed meanwhile. Reload the page to see it as it is now.',
  'time lies in the future': 'The clock of this device is ahead. Set it right, then go on.',
  'time lies too far back': 'The clock of this device is far behind. Set it right, then go on.',
};

/** Why the server did not count something, in a sentence for the reader. */
export const refusalWords = (reason: string): string =>
  words[reason] ?? 'The server did not accept the last step, so it was taken back.';
