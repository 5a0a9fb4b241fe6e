import type { Identity, Transaction } from '@/db/client';
import type { Statement } from '@/db/statement';

/** One statement as one person would send it. */
export type Call = { identity: Identity; statement: Statement; values: unknown[] };

/** One of the product's named statements, with whom it is asked for and with which parameters. */
export type Question = {
  /** The name of the statement. */
  name: string;
  /** Where in the product it is asked, for people who are no database experts. */
  page: string;
  kind: 'read' | 'write';
  /** Parameters from the data of the copy that is measured: some of the heaviest, some of the usual. */
  sample(tx: Transaction, size: number): Promise<Call[]>;
};

/** A question with its parameters. */
export type Asked = Pick<Question, 'name' | 'page' | 'kind'> & {
  calls: Call[];
  /** Another plan may give another answer that is as right: answers are not compared. */
  mayVary?: boolean;
};

export const asThe = (
  role: NonNullable<Identity['role']>,
  userId: string | null,
  institutionId: string | null,
): Identity => ({ role, userId, institutionId });
