import { dateTime } from '@/lib/format';

/** When the trail was last held against the rules. */
export const LastLook = ({ at, timeZone }: { at: string | null; timeZone: string }) => (
  <p className="text-sm text-ink-soft">
    {at ? (
      <>
        The trail was last held against the rules on <time dateTime={at}>{dateTime(at, timeZone)}</time>; that
        comes every ten minutes.
      </>
    ) : (
      'The worker has not held the trail against the rules yet, or not for a week; that comes every ten minutes.'
    )}
  </p>
);
