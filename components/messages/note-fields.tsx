import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { longestBody } from '@/lib/messages/limits';

type NoteFieldsProps = {
  body?: string;
  followUpOn?: string | null;
  /** The day that the note has already: it may stay although it is over. */
  kept?: string | null;
  /** Where the class is. */
  today: string;
};

/** What a note says, and when to come back to it. */
export function NoteFields({ body, followUpOn, kept, today }: NoteFieldsProps) {
  const earliest = kept && kept < today ? kept : today;
  return (
    <>
      <Field label="Note" required>
        {(control) => (
          <Textarea
            name="body"
            className="min-h-24"
            maxLength={longestBody}
            key={body}
            defaultValue={body}
            {...control}
          />
        )}
      </Field>
      <Field
        label="Follow up on"
        optional
        hint="You are told on the morning of that day."
        className="max-w-60"
      >
        {(control) => (
          <Input
            type="date"
            name="followUpOn"
            min={earliest}
            key={followUpOn}
            defaultValue={followUpOn ?? ''}
            {...control}
          />
        )}
      </Field>
    </>
  );
}
