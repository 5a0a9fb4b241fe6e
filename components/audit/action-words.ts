const words: Record<string, string> = {
  'session.create': 'Signed in',
  'session.refused': 'Sign-in refused',
  'session.locked': 'Sign-in locked for a while',
  'session.end': 'Signed out',
  'session.end-all': 'Signed out everywhere',
  'user.create': 'Account made',
  'user.disable': 'Account disabled',
  'user.enable': 'Account enabled',
  'user.role': 'Role changed',
  'user.password': 'Password changed',
  'enrollment.create': 'Enrolled',
  'enrollment.drop': 'Left a course',
  'class.export': 'Downloaded a class list',
  'class.risk.view': 'Opened the list of students who may need help',
  'class.view': 'Opened a class list',
  'student.view': 'Opened a student’s page',
  'message.send': 'Sent a message',
  'note.add': 'Noted something about a student',
  'note.change': 'Changed a note',
  'note.delete': 'Deleted a note',
  'note.follow-up': 'Followed up on a note',
  'notifications.choose': 'Changed notification choices',
  'notifications.unsubscribe': 'Unsubscribed from e-mails',
  'import.roster': 'Imported a roster',
  'import.structure': 'Imported a course structure',
  'import.activity': 'Imported activity',
  'import.course': 'Imported a course',
  'import.catalog': 'Imported a catalog',
  'cache.clear': 'Cleared the cache',
  'audit.export': 'Exported the trail with proofs',
  'rules.change': 'Changed a rule of the dashboards',
  'record.access': 'Asked for a student record',
};

/** The codes that a person may look for. */
export const knownActions = Object.keys(words);

/** What an action code means in plain words; null where the code must speak for itself. */
export const actionWords = (action: string): string | null => words[action] ?? null;
