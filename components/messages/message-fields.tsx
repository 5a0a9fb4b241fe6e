import { Eye } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { longestBody, longestSubject } from '@/lib/messages/limits';

export type Draft = { subject: string; body: string };

type MessageFieldsProps = {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onDone: () => void;
  hint: string;
  isDisabled: boolean;
};

/** Where a message is written. */
export function MessageFields({ draft, onChange, onDone, hint, isDisabled }: MessageFieldsProps) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <Field label="Subject" hint="It also stands in the e-mail; the text does not." required>
        {(control) => (
          <Input
            {...control}
            value={draft.subject}
            maxLength={longestSubject}
            autoComplete="off"
            onChange={(event) => onChange({ ...draft, subject: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Message"
        hint="You can use *emphasis*, **strong**, `code` and [links](https://…)."
        required
      >
        {(control) => (
          <Textarea
            {...control}
            className="min-h-40"
            value={draft.body}
            maxLength={longestBody}
            onChange={(event) => onChange({ ...draft, body: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" disabled={isDisabled}>
          <Eye /> Look at it first
        </Button>
        <p className="text-sm text-ink-soft">{hint}</p>
      </div>
    </form>
  );
}
