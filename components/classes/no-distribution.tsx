import { ChartBar } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';

/** In the place of the distribution while there is nobody to spread. */
export const NoDistribution = () => (
  <EmptyState icon={<ChartBar />} title="No picture of the class yet">
    <p>How far the class is shows here as soon as it has an active student.</p>
  </EmptyState>
);
