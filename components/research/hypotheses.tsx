import type { Hypothesis } from '@/lib/optimizer/research/overview';

export const hypothesesId = 'hypotheses';

/** The proposals that research can be linked to, once a page for all its forms. */
export const Hypotheses = ({ hypotheses }: { hypotheses: readonly Hypothesis[] }) => (
  <datalist id={hypothesesId}>
    {hypotheses.map(({ id, title }) => (
      <option key={id} value={id}>
        {title}
      </option>
    ))}
  </datalist>
);
