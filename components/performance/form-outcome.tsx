import { Alert } from '@/components/ui/alert';
import type { FormState } from '@/lib/performance/actions';

/** What came of a form, read out. */
export const FormOutcome = ({ state }: { state: FormState }) =>
  state && <Alert tone={state.done ? 'positive' : 'critical'} live title={state.message} />;
