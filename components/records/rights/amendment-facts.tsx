import { StatusBadge } from '@/components/ui/badge';
import { dateTime } from '@/lib/format';
import type { Amendment } from '@/lib/records/amendments/schema';
import { partWords } from './amendment-fields';
import { askedFacts, Facts } from './facts';

const states = {
  REQUESTED: ['accent', 'Waits for a decision'],
  AMENDED: ['positive', 'Put right'],
  REFUSED: ['critical', 'Refused'],
  HEARING_REQUESTED: ['accent', 'Waits for a hearing'],
  UPHELD: ['critical', 'Refused after a hearing'],
  STATED: ['neutral', 'Stands with a statement'],
  WITHDRAWN: ['neutral', 'Taken back'],
} as const;

type AmendmentBadgeProps = Pick<Amendment, 'state' | 'decidedAt' | 'heardAt'>;

/** How a request to amend a record stands; what was let rest once it was refused stands as refused. */
export function AmendmentBadge({ state, decidedAt, heardAt }: AmendmentBadgeProps) {
  const [tone, words] = states[state];
  if (state !== 'WITHDRAWN' || !decidedAt) return <StatusBadge tone={tone}>{words}</StatusBadge>;
  return <StatusBadge>{heardAt ? 'Refused, without a statement' : 'Refused, let rest'}</StatusBadge>;
}

type AmendmentFactsProps = { amendment: Amendment; timeZone: string };

/** A request to amend a record and everything that was decided on it, in order. */
export function AmendmentFacts({ amendment, timeZone }: AmendmentFactsProps) {
  const { contested, wanted, reason, decidedAt, deciderName, decision } = amendment;
  const part = partWords(amendment.level, amendment.courseTitle);
  const { hearingAt, hearingPlace, heardAt, hearerName, hearingDecision, statement } = amendment;
  return (
    <Facts
      facts={[
        ...askedFacts(amendment, timeZone),
        ['About', contested],
        ...(part ? ([['Which stands in', part]] as const) : []),
        ['Should be', wanted],
        ['Because', reason],
        ...(decidedAt
          ? ([[`Decision of ${deciderName}, ${dateTime(decidedAt, timeZone)}`, decision]] as const)
          : []),
        ...(hearingAt
          ? ([['Hearing on', `${dateTime(hearingAt, timeZone)} (${timeZone})\n${hearingPlace}`]] as const)
          : []),
        ...(heardAt
          ? ([
              [
                `Decision after the hearing, of ${hearerName}, ${dateTime(heardAt, timeZone)}`,
                hearingDecision,
              ],
            ] as const)
          : []),
        ...(statement ? ([['Statement', statement]] as const) : []),
      ]}
    />
  );
}
