/** Statements that read all of a table that grows, and why they may. A plan here that does not any more fails as well. */
export const wholeReads: { why: string; statements: string[] }[] = [
  {
    why: 'An operator asked for it, at a terminal that shows how far it is.',
    statements: [
      'audit.gaps',
      'audit.handovers',
      'audit.kept-nodes',
      'audit.lost-actions',
      'audit.lost-names',
      'audit.misplaced',
      'audit.records-to-prove',
      'audit.strangers',
      'backups.inspect-counts',
      'progress.check-activity',
      'progress.check-counts',
      'rehearsal.totals',
      'status.counts',
    ],
  },
  {
    why: 'Once a night or more rarely, in the worker.',
    statements: ['notes.due', 'records.came-back', 'records.prune-student_notes'],
  },
  {
    why: 'Every quarter of an hour, in the worker: which accounts of children are to rest or to wake. A row a student whose birthday is known.',
    statements: ['records.unsettled-collection'],
  },
  {
    why: 'Every ten minutes, in the worker: what was ever taken back is compared with a list outside the database. A row a person or so.',
    statements: ['records.withdrawals'],
  },
  {
    why: 'Once, in a restored database, before anybody can use it.',
    statements: ['backups.end-restored-sessions'],
  },
  {
    why: 'Only while a demo is made.',
    statements: ['demo.last-active', 'demo.look'],
  },
  {
    why: 'A rotation goes through all values once, in batches. Row security keeps the sealing indexes from being asked, since sealing_key could leak.',
    statements: [
      'keys.old-values:student_details.financial_aid_sealed',
      'keys.old-values:student_details.parent_contact_sealed',
      'keys.old-values:student_details.ssn_sealed',
      'keys.rows',
    ],
  },
  {
    why: 'Whether a value has lost its key is asked of each value: in a restored database, and where an administrator has the records checked.',
    statements: ['keys.orphans'],
  },
  {
    why: 'Counts the checkpoints, along their key alone; lists the places for copies, which are a few.',
    statements: ['audit.copy-targets', 'audit.seal-state'],
  },
];
