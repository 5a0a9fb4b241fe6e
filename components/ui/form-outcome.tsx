import { Alert } from './alert';

type FormOutcomeProps = { state: { done: boolean; message: string } | null };

/** What came of a form, read out. */
export const FormOutcome = ({ state }: FormOutcomeProps) =>
  state && <Alert tone={state.done ? 'positive' : 'critical'} live title={state.message} />;
