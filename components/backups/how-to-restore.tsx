const commands = [
  ['The newest state', 'npm run ops -- backup restore --into /srv/restored'],
  ['A moment, with its zone', 'npm run ops -- backup restore --to 2026-03-02T10:00:00Z --into /srv/restored'],
  ['A marked point', 'npm run ops -- backup restore --point before-exams --into /srv/restored'],
] as const;

/** A restore is an operator's work at the server: it makes a new folder, and changes nothing that runs. */
export function HowToRestore() {
  return (
    <div className="flex max-w-reading flex-col gap-3 text-sm">
      <p className="text-ink-soft">
        An operator restores at the server, into a new folder; what runs is not touched. It needs MASTER_KEY
        and the place of the backups (a folder, or a bucket with who may read it), and nothing else: keep a
        copy of each away from this server.
      </p>
      <dl className="flex flex-col gap-2">
        {commands.map(([what, command]) => (
          <div key={what}>
            <dt className="text-ink-soft">{what}</dt>
            <dd>
              <code className="wrap-anywhere">{command}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
