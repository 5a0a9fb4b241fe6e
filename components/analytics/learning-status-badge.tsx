import { Rocket } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import type { LearningStatus } from '@/lib/analytics/standing';
import { statusWords } from './words';

/** How a student stands in the class, the same for the student and for whoever teaches. */
export function LearningStatusBadge({ status }: { status: LearningStatus }) {
  const { word, tone } = statusWords[status];
  return (
    <StatusBadge tone={tone} icon={status === 'ACCELERATED' ? <Rocket /> : undefined}>
      {word}
    </StatusBadge>
  );
}
