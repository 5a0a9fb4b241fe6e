const accounts = [
  { email: 'student@demo.test', who: 'Student' },
  { email: 'instructor@demo.test', who: 'Instructor' },
  { email: 'admin@demo.test', who: 'Administrator' },
  { email: 'guardian@demo.test', who: 'Guardian' },
];

/** The accounts of a demo database. Show it in demo installations only. */
export function DemoAccounts() {
  return (
    <section className="rounded-card border border-rule bg-paper-sunken p-4 text-sm">
      <h2 className="font-semibold">Demo accounts</h2>
      <p className="mt-1">
        The password of each is <code className="font-mono">syllabase-demo</code>.
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {accounts.map(({ email, who }) => (
          <div key={email} className="contents">
            <dt className="text-ink-soft">{who}</dt>
            <dd className="font-mono break-all">{email}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
