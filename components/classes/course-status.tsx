import { Archive, Globe, PencilLine } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';

const looks = {
  DRAFT: { tone: 'caution', icon: <PencilLine />, word: 'Draft' },
  PUBLISHED: { tone: 'positive', icon: <Globe />, word: 'Published' },
  ARCHIVED: { tone: 'neutral', icon: <Archive />, word: 'Archived' },
} as const;

export function CourseStatus({ status }: { status: keyof typeof looks }) {
  const { tone, icon, word } = looks[status];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  );
}
