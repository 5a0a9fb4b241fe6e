/** The accounts that the README and the sign-in page name. They exist in demo databases only. */
export const demoPassword = 'syllabase-demo';

export const demoAccounts = {
  student: { email: 'student@demo.test', given: 'Noor', family: 'Haddad' },
  instructor: { email: 'instructor@demo.test', given: 'Marta', family: 'Kowalczyk' },
  admin: { email: 'admin@demo.test', given: 'Samuel', family: 'Adeyemi' },
  guardian: { email: 'guardian@demo.test', given: 'Ruth', family: 'Ellison' },
} as const;

/** The minor whose rights the guardian holds; it has no password. */
export const demoChild = { email: 'maya.ellison@openvalley.test', given: 'Maya', family: 'Ellison' } as const;

/** Another child of the guardian's, under 13, whose account rests until the guardian agrees; in no class. */
export const demoYoungerChild = {
  email: 'theo.ellison@openvalley.test',
  given: 'Theo',
  family: 'Ellison',
} as const;

export const demoEmails: string[] = Object.values(demoAccounts).map(({ email }) => email);

/** By these a demo is known; one from an earlier release has no guardian. */
export const firstDemoEmails = demoEmails.filter((email) => email !== demoAccounts.guardian.email);
