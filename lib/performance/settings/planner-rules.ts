import { better, fine, firstOf, mustBe, type RuleGroup, warning } from './rule';
import { amountIn, amountOf } from './setting';

/** What Postgres ships with, for disks that turn. */
const turningDisk = 4;

export const plannerRules: RuleGroup = {
  title: 'How questions are answered',
  rules: [
    {
      name: 'random_page_cost',
      wanted: '1.1 where the disk is an SSD or network storage',
      why: 'What the planner thinks a look into an index costs. Too dear, and it reads a whole table to find one student’s rows.',
      judge: firstOf(
        (setting, around) =>
          amountOf(setting) < amountIn(around, 'seq_page_cost')
            ? warning(
                'Lower than seq_page_cost: the planner takes leaps over the disk for cheaper than reading on.',
                '1.1',
              )
            : fine,
        (setting) =>
          amountOf(setting) > turningDisk
            ? warning('Higher than for any disk: indexes are hardly used.', '1.1')
            : fine,
        (setting) =>
          amountOf(setting) >= 2
            ? better('That is meant for disks that turn. On an SSD or network storage 1.1 suits.', '1.1')
            : fine,
      ),
    },
    {
      name: 'jit',
      wanted: 'off',
      why: 'Compiles a question before it is answered. The product’s questions are over long before that would pay.',
      judge: mustBe(
        'off',
        better(
          'Switch it off: where the planner overestimates a question, compiling takes longer than answering.',
          'off',
        ),
      ),
    },
    {
      name: 'track_io_timing',
      wanted: 'on',
      why: 'Measures how long the disk takes, so that plans and statistics can say whether a page waited for it.',
      judge: mustBe('on', better('Switch it on; on today’s machines it costs next to nothing.', 'on')),
    },
    {
      name: 'shared_preload_libraries',
      wanted: 'pg_stat_statements among them',
      why: 'Without it nobody can tell which question of which page is slow, and the optimizer has nothing to begin with.',
      judge: ({ value }, { settings }) =>
        value.includes('pg_stat_statements') || settings.has('pg_stat_statements.max')
          ? fine
          : {
              state: 'unknown',
              advice:
                'Statements are not measured here, so which of them are slow cannot be told. Load pg_stat_statements and restart.',
            },
    },
    {
      name: 'pg_stat_statements.track_utility',
      wanted: 'off',
      why: 'Commands are kept with their text as it is, the password of a role included.',
      judge: mustBe(
        'off',
        better('Switch it off, so that no password of a role is kept among the statements.', 'off'),
      ),
    },
  ],
};
