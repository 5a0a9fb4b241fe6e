import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

export const emergencyFields = ['emergency.threat', 'emergency.recipients'] as const;

type EmergencyFieldsProps = { faults: Record<string, string> };

/** What is stated where somebody's health or safety is in danger. What is open and left empty is not taken for an ordinary request. */
export function EmergencyFields({ faults }: EmergencyFieldsProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        Somebody’s health or safety is in danger
      </summary>
      <div className="mt-3 flex flex-col gap-4 border-l-3 border-rule-strong pl-4">
        {open && <input type="hidden" name="emergency" value="stated" />}
        <p className="text-sm text-ink-soft">
          The record opens at once, also to those who do not teach the student. An administrator reviews it
          afterwards. Close this again where nobody is in danger.
        </p>
        <ThreatFields faults={faults} required={open} />
      </div>
    </details>
  );
}

type ThreatFieldsProps = EmergencyFieldsProps & { required: boolean };

/** The threat, and who is told of it. */
export function ThreatFields({ faults, required }: ThreatFieldsProps) {
  return (
    <>
      <Field
        label="Threat"
        hint="What is about to happen, to whom, and how you know, in at least 20 characters."
        error={faults['emergency.threat']}
        required={required}
      >
        {(control) => <Textarea {...control} name="threat" minLength={20} maxLength={2000} />}
      </Field>
      <Field
        label="Who is told"
        hint="Those who need to know, to protect somebody."
        error={faults['emergency.recipients']}
        required={required}
      >
        {(control) => <Input {...control} name="recipients" maxLength={500} autoComplete="off" />}
      </Field>
    </>
  );
}
