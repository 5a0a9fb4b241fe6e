import { atLeast, atMost, better, critical, firstOf, mustBe, type RuleGroup, warning } from './rule';

const minute = 60_000;

export const housekeepingRules: RuleGroup = {
  title: 'Housekeeping (autovacuum)',
  rules: [
    {
      name: 'autovacuum',
      wanted: 'on',
      why: 'Clears away old versions of rows. Progress is changed every few seconds for each student: without it tables grow without end.',
      judge: mustBe('on', critical('Switch it on and reload the configuration.', 'on')),
      saidBy: 'autovacuum-off',
    },
    {
      name: 'track_counts',
      wanted: 'on',
      why: 'Housekeeping learns from it where something is to do.',
      judge: mustBe('on', critical('Switch it on: without it autovacuum does nothing.', 'on')),
      saidBy: 'autovacuum-off',
    },
    {
      name: 'autovacuum_max_workers',
      wanted: '3 or more',
      why: 'How many tables are looked after at the same time. One alone stays in a large table while the others wait.',
      judge: atLeast(2, warning('While it is in the largest table, nothing else is looked after.', '3')),
    },
    {
      name: 'autovacuum_naptime',
      wanted: '1 minute',
      why: 'How often it looks around.',
      judge: atMost(10 * minute, warning('It comes so rarely that busy tables grow in between.', '1min')),
    },
    {
      name: 'autovacuum_vacuum_scale_factor',
      wanted: '0.2 or less',
      why: 'Which share of a table may have gone stale before it is cleaned. Of five million rows of progress, a fifth is a million.',
      judge: atMost(
        0.5,
        warning('More than half of a table may be dead rows before anything happens.', '0.2'),
      ),
    },
    {
      name: 'autovacuum_analyze_scale_factor',
      wanted: '0.1 or less',
      why: 'Which share of a table may have changed before the planner learns of it.',
      judge: atMost(0.5, warning('The planner goes by what a table was like long ago.', '0.1')),
    },
    {
      name: 'autovacuum_vacuum_cost_delay',
      wanted: '2 ms',
      why: 'How long it rests between small pieces of work.',
      judge: atMost(20, warning('It rests so long that it does not keep up with a busy term.', '2ms')),
    },
    {
      name: 'autovacuum_freeze_max_age',
      wanted: '200 million',
      why: 'After how many transactions a table must be frozen. Too low, and tables are frozen over and over; too high, and little room is left before the server stops taking writes.',
      judge: firstOf(
        atMost(
          1_200_000_000,
          warning('Past half of all transaction numbers nothing has been frozen yet.', '200000000'),
        ),
        atLeast(
          200_000_000,
          better('Lower than usual: whole tables are frozen more often than they need to be.', '200000000'),
        ),
      ),
    },
  ],
};
