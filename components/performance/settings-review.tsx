import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tone';
import { counted } from '@/lib/format';
import type { Reviewed, ReviewGroup } from '@/lib/performance/settings/review';
import { checkStates } from './check-states';

/** The settings of the server that matter for the product: what they are, what they should be, and why. */
export async function SettingsReview({ review }: { review: Promise<ReviewGroup[]> }) {
  const groups = await review;
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-reading text-sm text-ink-soft">{summaryOf(groups)}</p>
      <Table caption="Settings of the server" captionHidden tall>
        <thead>
          <tr>
            <HeadCell>Setting</HeadCell>
            <HeadCell>Value</HeadCell>
            <HeadCell>Should be</HeadCell>
            <HeadCell>State</HeadCell>
          </tr>
        </thead>
        {groups.map(({ title, settings }) => (
          <tbody key={title} className="not-last:[&>tr:last-child>*]:border-b!">
            <tr>
              <HeadCell
                scope="rowgroup"
                colSpan={4}
                className="bg-paper-sunken font-serif text-base font-semibold"
              >
                <span className="sticky left-4">{title}</span>
              </HeadCell>
            </tr>
            {settings.map((setting) => (
              <SettingRow key={`${setting.login} ${setting.name}`} setting={setting} />
            ))}
          </tbody>
        ))}
      </Table>
    </div>
  );
}

function summaryOf(groups: readonly ReviewGroup[]): string {
  const all = groups.flatMap(({ settings }) => settings);
  const wrong = all.filter(({ state }) => state === 'warning' || state === 'critical').length;
  const hidden = all.filter(({ state }) => state === 'unknown').length;
  const improvable = all.filter(({ state, advice }) => state === 'ok' && advice !== '').length;
  return [
    `${counted(all.length, 'setting')}, as new sessions begin with them.`,
    wrong === 0 ? 'None has to be changed.' : `${counted(wrong, 'setting')} should be changed.`,
    improvable > 0 && `${counted(improvable, 'setting')} could suit the product better.`,
    hidden > 0 && `${counted(hidden, 'setting')} cannot be told from here.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function SettingRow({ setting }: { setting: Reviewed }) {
  const { name, login, value, source, wanted, why, advice, sql, change } = setting;
  const { tone, word } = stateOf(setting);
  return (
    <tr>
      <HeadCell scope="row" className="w-1/2 min-w-52 font-normal">
        <code className="text-xs font-semibold wrap-anywhere">{name}</code>
        {login && <span className="text-xs text-ink-soft"> of {login}</span>}
        <span className="block max-w-reading text-xs text-ink-soft">{why}</span>
        {advice && <span className="mt-1 block max-w-reading text-sm">{advice}</span>}
        {advice && <span className="block max-w-reading text-xs text-ink-soft">{change}</span>}
        {sql && (
          <code className="mt-1 block w-fit rounded-control bg-paper-sunken px-2 py-1 text-xs wrap-anywhere">
            {sql}
          </code>
        )}
      </HeadCell>
      <Cell className="min-w-32 tabular-nums wrap-anywhere">
        {value ?? <span className="text-ink-soft">not shown</span>}
        {source && <span className="block text-xs text-ink-soft">{source}</span>}
      </Cell>
      <Cell className="min-w-36">{wanted}</Cell>
      <Cell className="whitespace-nowrap">
        <StatusBadge tone={tone}>
          <span className="first-letter:uppercase">{word}</span>
        </StatusBadge>
      </Cell>
    </tr>
  );
}

const improvable: { tone: Tone; word: string } = { tone: 'accent', word: 'could be better' };

const stateOf = ({ state, advice }: Reviewed) =>
  state === 'ok' && advice !== '' ? improvable : checkStates[state];
