import { Card } from '@/components/ui/card';
import { type ConfidentialDetails, detailFields } from '@/lib/confidential/schema';
import { date } from '@/lib/format';
import { fieldWords, kindWords } from './words';

/** Confidential details in full, for whoever may see them. */
export function ConfidentialView({ details }: { details: ConfidentialDetails }) {
  const { entries } = details;
  return (
    <>
      <Card title="Confidential details">
        <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_1fr]">
          {detailFields.map((field) => (
            <div key={field} className="sm:contents">
              <dt className="text-ink-soft">{fieldWords[field]}</dt>
              <dd className="font-semibold wrap-anywhere whitespace-pre-line">
                {details[field] ?? 'nothing is kept'}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card title="Academic record">
        {entries.length === 0 ? (
          <p className="text-sm text-ink-soft">No entries.</p>
        ) : (
          <ol className="flex flex-col gap-4">
            {entries.map(({ id, kind, happenedOn, authorName, content }) => (
              <li key={id} className="border-l-2 pl-4">
                <p className="text-sm text-ink-soft">
                  {kindWords[kind]} · <time dateTime={happenedOn}>{date(happenedOn, 'UTC')}</time> · written
                  by {authorName}
                </p>
                <p className="wrap-anywhere whitespace-pre-line">{content}</p>
              </li>
            ))}
          </ol>
        )}
      </Card>
    </>
  );
}
