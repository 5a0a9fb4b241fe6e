import { Badge } from '@/components/ui/badge';
import type { CourseItem } from '@/lib/catalog/schema';
import { levelWords } from './words';

export const LevelBadge = ({ level }: { level: CourseItem['difficultyLevel'] }) => (
  <Badge>{levelWords[level]}</Badge>
);
