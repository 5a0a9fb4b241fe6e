import { atLeast, atMost, better, critical, fine, firstOf, mustBe, type RuleGroup, warning } from './rule';

const megabyte = 1024 ** 2;
const minute = 60_000;

export const writingRules: RuleGroup = {
  title: 'Writing and the log',
  rules: [
    {
      name: 'max_wal_size',
      wanted: '1 GB or more',
      why: 'How much log may gather before all changed pages must be written. While a class works at once, every second brings progress.',
      judge: firstOf(
        atLeast(
          512 * megabyte,
          warning(
            'A busy lesson forces one checkpoint after the other, and recording progress gets slower.',
            '2GB',
          ),
        ),
        atLeast(1024 * megabyte, better('1 GB or more lets checkpoints come by the clock.', '2GB')),
      ),
    },
    {
      name: 'checkpoint_timeout',
      wanted: '5 to 30 minutes',
      why: 'How often changed pages are written at the latest. Often means more log; rarely means a longer start after a crash.',
      judge: firstOf(
        atLeast(
          minute,
          warning(
            'More than one checkpoint a minute: each page that changes is written whole again and again.',
            '5min',
          ),
        ),
        atMost(
          60 * minute,
          warning('After a crash the product is away for as long as it takes to replay all of it.', '15min'),
        ),
      ),
    },
    {
      name: 'checkpoint_completion_target',
      wanted: '0.9',
      why: 'A checkpoint spread over time is not noticed; one in a hurry makes everybody wait for the disk.',
      judge: atLeast(0.5, warning('Checkpoints are written in a hurry.', '0.9')),
    },
    {
      name: 'wal_level',
      wanted: 'replica',
      why: 'How much the log tells. Backups, restoring to a moment and replicas need “replica”.',
      judge: ({ value }) =>
        value === 'minimal'
          ? critical(
              'No backup can be taken while it runs, and nothing can be restored to a moment.',
              'replica',
            )
          : fine,
    },
    {
      name: 'synchronous_commit',
      wanted: 'on',
      why: 'Whether something that a person sees as saved is on the disk by then.',
      judge: ({ value }) =>
        value === 'off'
          ? warning(
              'After a crash the last moments are gone: sections that students saw as finished, marks, and entries of the trail.',
              'on',
            )
          : fine,
    },
    {
      name: 'max_slot_wal_keep_size',
      wanted: 'a limit, such as 4 GB',
      why: 'The archive and replicas fetch the log through a slot. Without a limit, one that stopped fills the disk and so stops the database.',
      judge: ({ value }) =>
        value === '-1'
          ? better('Set a limit well below the free room of the disk before anything uses a slot.', '4GB')
          : fine,
    },
    {
      name: 'fsync',
      wanted: 'on',
      why: 'Whether what is written reaches the disk at all.',
      judge: mustBe('on', critical('After a crash of the machine the database may be beyond repair.', 'on')),
      saidBy: 'settings',
    },
    {
      name: 'full_page_writes',
      wanted: 'on',
      why: 'Whether a page that a crash tore apart can be mended.',
      judge: mustBe('on', critical('A crash in the middle of writing a page would damage it.', 'on')),
      saidBy: 'settings',
    },
    {
      name: 'data_checksums',
      wanted: 'on',
      why: 'Whether a disk that returns something wrong is noticed.',
      judge: mustBe('on', warning('Stop the server and run pg_checksums --enable.')),
      saidBy: 'settings',
    },
  ],
};
