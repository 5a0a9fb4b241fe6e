import { Alert } from '@/components/ui/alert';
import type { ResearchState } from '@/lib/optimizer/research/actions';

/** What came of a form, read out. */
export const FormOutcome = ({ state }: { state: ResearchState }) =>
  state && <Alert tone={state.done ? 'positive' : 'critical'} live title={state.message} />;
