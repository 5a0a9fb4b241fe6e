import { Alert } from '@/components/ui/alert';
import { date } from '@/lib/format';

type StudentStatementProps = {
  /** What is contested, with its course where that has to be said. */
  contested: string;
  statement: string;
  statedAt: string;
  timeZone: string;
};

/** What a student says of a part of the record that stands after a hearing: it is shown wherever that part is. */
export const StudentStatement = ({ contested, statement, statedAt, timeZone }: StudentStatementProps) => (
  <Alert tone="caution" title={`The student contests: ${contested} (${date(statedAt, timeZone)})`}>
    <p className="whitespace-pre-line">{statement}</p>
  </Alert>
);
