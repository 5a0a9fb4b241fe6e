import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import type { AuditEntry } from '@/lib/audit/query';

const looks = {
  ALLOWED: { tone: 'positive', icon: <CircleCheck />, word: 'Done' },
  DENIED: { tone: 'critical', icon: <CircleSlash />, word: 'Refused' },
  FAILED: { tone: 'caution', icon: <TriangleAlert />, word: 'Failed' },
} as const;

export const outcomeWords = (outcome: AuditEntry['outcome']): string => looks[outcome].word;

export function Outcome({ outcome }: Pick<AuditEntry, 'outcome'>) {
  const { tone, icon, word } = looks[outcome];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  );
}
