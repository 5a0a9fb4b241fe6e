/** The accounts that the README and the sign-in page name. They exist in demo databases only. */
export const demoPassword = 'syllabase-demo';

export const demoAccounts = {
  student: { email: 'student@demo.test', given: 'Noor', family: 'Haddad' },
  instructor: { email: 'instructor@demo.test', given: 'Marta', family: 'Kowalczyk' },
  admin: { email: 'admin@demo.test', given: 'Samuel', family: 'Adeyemi' },
} as const;

export const demoEmails: string[] = Object.values(demoAccounts).map(({ email }) => email);
