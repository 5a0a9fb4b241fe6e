import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import type { Note } from '@/lib/optimizer/research/overview';
import { LinkForm } from './link-form';
import { LinkedProposals } from './linked-proposals';

type NoteListProps = {
  notes: readonly Note[];
  /** There are proposals to link to. */
  linkable: boolean;
  timeZone: string;
};

/** What administrators wrote down, the newest first. */
export function NoteList({ notes, linkable, timeZone }: NoteListProps) {
  return (
    <Card as="div" className="p-0 sm:p-0">
      <ul className="divide-y">
        {notes.map((note) => (
          <li key={note.id} className="flex flex-col gap-2 px-4 py-4 sm:px-5">
            <NoteText note={note} timeZone={timeZone} />
            <LinkedProposals proposals={note.proposals} />
            {linkable && <LinkForm rest={`note ${note.id}`} about={note.source} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function NoteText({ note, timeZone }: { note: Note; timeZone: string }) {
  const { source, foundOn, finding, applicability, writtenByName, writtenAt } = note;
  return (
    <div className="flex max-w-reading flex-col gap-1 text-sm">
      <h3 className="text-base font-semibold wrap-anywhere">{source}</h3>
      <p className="text-xs text-ink-soft">
        Found {date(foundOn, 'UTC')} · written {date(writtenAt, timeZone)} by{' '}
        {writtenByName ?? 'an administrator of another institution'}
      </p>
      <p className="wrap-anywhere whitespace-pre-line">{finding}</p>
      <p className="wrap-anywhere whitespace-pre-line">
        <span className="font-semibold">Does it apply here? </span>
        {applicability}
      </p>
    </div>
  );
}
