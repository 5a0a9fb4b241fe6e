'use client';

import { refusalTitle } from '@/components/page/refusal-title';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { Field, type FieldControl } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useFarewell } from '@/components/ui/use-farewell';
import type { FormState } from '@/lib/access/answer-form';

export type FormField = {
  name: string;
  label: string;
  kind?: 'text' | 'email' | 'date' | 'time' | 'textarea' | 'select';
  hint?: string;
  /** Of a select. */
  options?: readonly { value: string; label: string }[];
  value?: string;
  required?: boolean;
  /** Comes into sight with the refusal that asks for it, about what was typed into these; that goes along as `…About`. */
  askedAbout?: readonly string[];
  minLength?: number;
  maxLength?: number;
};

type FormButton = {
  label: string;
  name?: string;
  value?: string;
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
};

type RecordFormProps = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  fields?: readonly FormField[];
  hidden?: Record<string, string>;
  /** One or several ways to send it. */
  buttons: readonly FormButton[];
  /** Said behind the button's words to those who do not see what it stands beside. */
  about?: string;
  /** What is done does not come back: what stands instead of the buttons at first, and what is said beside them. */
  confirm?: { label: string; warning: string };
};

const lost = (message: string, form: FormData) => ({
  done: false as const,
  message,
  fields: {},
  typed: Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ),
});

/** A form about rights in records: it works without JavaScript, says what came of it, and keeps what was refused. */
export function RecordForm({ action, fields = [], hidden = {}, buttons, about, confirm }: RecordFormProps) {
  const { form, state, submit, pending } = useFarewell(action, lost);
  const refused = state?.done === false ? state : null;
  const visible = fields.filter(({ name, askedAbout }) => !askedAbout || refused?.fields[name]);
  const shown = visible.map(({ name }) => name);
  const sending = <Buttons buttons={buttons} about={about} busy={pending} />;
  return (
    <form ref={form} action={submit} className="flex max-w-reading flex-col gap-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {visible.map(
        ({ name, askedAbout }) =>
          askedAbout && (
            <input
              key={name}
              type="hidden"
              name={`${name}About`}
              value={askedAbout.map((about) => refused?.typed[about] ?? '').join(' ')}
            />
          ),
      )}
      {visible.map((field) => (
        <Field
          key={field.name}
          label={field.label}
          hint={hintOf(field)}
          error={refused?.fields[field.name]}
          required={field.required}
        >
          {(control) => (
            <Control
              field={{ ...field, value: refused?.typed[field.name] ?? field.value }}
              control={control}
            />
          )}
        </Field>
      ))}
      {state?.done && <Alert tone="positive" live title={state.message} />}
      {refused && <Alert tone="critical" live title={refusalTitle(refused.message, refused.fields, shown)} />}
      {confirm ? (
        <Confirm label={confirm.label} about={about}>
          <p>{confirm.warning}</p>
          {sending}
        </Confirm>
      ) : (
        sending
      )}
    </form>
  );
}

type ButtonsProps = Pick<RecordFormProps, 'buttons' | 'about'> & { busy: boolean };

const Buttons = ({ buttons, about, busy }: ButtonsProps) => (
  <div className="flex flex-wrap gap-2">
    {buttons.map(({ label, name, value, variant = 'secondary' }) => (
      <Button key={value ?? 'send'} type="submit" name={name} value={value} variant={variant} busy={busy}>
        {label}
        {about && <span className="sr-only">: {about}</span>}
      </Button>
    ))}
  </div>
);

/** What is refused for its length is said before it is typed, where it is more than a word. */
function hintOf({ hint, minLength = 0 }: FormField): string | undefined {
  const length = minLength >= 5 ? `At least ${minLength} characters.` : undefined;
  return hint && length ? `${hint} ${length}` : (hint ?? length);
}

function Control({ field, control }: { field: FormField; control: FieldControl }) {
  const { name, kind = 'text', options = [], value, minLength, maxLength } = field;
  const common = { ...control, name, defaultValue: value };
  if (kind === 'select') return <Select {...common} key={value} options={options} />;
  if (kind === 'textarea') return <Textarea {...common} minLength={minLength} maxLength={maxLength} />;
  if (kind === 'date' || kind === 'time') return <Input {...common} type={kind} className="max-w-48" />;
  return <Input {...common} type={kind} minLength={minLength} maxLength={maxLength} autoComplete="off" />;
}
