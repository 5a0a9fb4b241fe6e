import type { QueueName } from '@/db/jobs';

export type ScheduledJob = {
  /** Minute, hour, day of month, month, day of week, in UTC. */
  cron: string;
  purpose: string;
  /** Seconds until the job is told to stop. */
  mayTake: number;
  /** Seconds the job goes on waiting for work after it found none. */
  linger: number;
};

/** The whole schedule. */
export const schedule: Record<QueueName, ScheduledJob> = {
  'fold-course-totals': {
    cron: '* * * * *',
    purpose: 'adds waiting changes to the catalog’s course totals, about a second after they happen',
    mayTake: 120,
    // Longer than its minute: the next run is always waiting when this one ends, so there is no gap.
    linger: 65,
  },
  'count-class-activity': {
    cron: '*/5 * * * *',
    purpose: 'counts the activity of classes that are older than the table of it; idle once all are counted',
    mayTake: 240,
    linger: 0,
  },
  'index-catalog': {
    cron: '* * * * *',
    purpose: 'makes changed courses findable by their words, about a second after the change',
    mayTake: 600,
    linger: 65,
  },
  'order-catalog': {
    cron: '*/5 * * * *',
    purpose: 'puts the catalog’s orders by students and completion to what they are now',
    mayTake: 120,
    linger: 0,
  },
  'seal-audit': {
    cron: '* * * * *',
    purpose:
      'seals new events of the audit trail and copies the seals to AUDIT_COPY_DIR, about a second after they happen',
    mayTake: 600,
    linger: 65,
  },
  'copy-seals': {
    cron: '* * * * *',
    purpose: 'copies the seals to AUDIT_COPY_S3 and AUDIT_WEBHOOK_URL, where these are set, within seconds',
    mayTake: 600,
    linger: 65,
  },
  'flag-anomalies': {
    cron: '3-59/10 * * * *',
    purpose:
      'looks through the trail’s last hours, the running one among them, for what an administrator should see',
    mayTake: 600,
    linger: 0,
  },
  'notify-people': {
    cron: '*/10 * * * *',
    purpose:
      'tells people of completed and paused courses, of their week, of requests that wait, and of follow-ups that are due',
    mayTake: 600,
    linger: 0,
  },
  'notify-of-records': {
    cron: '* * * * *',
    purpose: 'tells of decisions about records, of records opened in an emergency, and of consents',
    mayTake: 120,
    linger: 0,
  },
  'deliver-emails': {
    cron: '* * * * *',
    purpose: 'decides which notifications go out by e-mail and sends what is due, within seconds',
    mayTake: 120,
    linger: 65,
  },
  'extend-audit-partitions': {
    cron: '17 2 * * *',
    purpose: 'makes the audit trail’s partitions of the coming three months',
    mayTake: 60,
    linger: 0,
  },
  'prune-progress-events': {
    cron: '37 2 * * *',
    purpose: 'forgets ids of progress events after 90 days; retries come within hours',
    mayTake: 3600,
    linger: 0,
  },
  'prune-sign-in-attempts': {
    cron: '47 2 * * *',
    purpose:
      'forgets failed sign-ins that no longer lock anything, and ended sessions that would be over by now',
    mayTake: 300,
    linger: 0,
  },
  'prune-notifications': {
    cron: '57 2 * * *',
    purpose: 'forgets notifications after a year, and what was sent by e-mail after 90 days',
    mayTake: 3600,
    linger: 0,
  },
  'keep-risk-scores': {
    cron: '27 3 * * 1',
    purpose:
      'keeps last week’s at-risk scores of running courses, so that later weeks can be compared with them',
    mayTake: 3600,
    linger: 0,
  },
  'keep-risk-lists': {
    cron: '*/10 * * * *',
    purpose:
      'works out the at-risk lists of yesterday, once the night has begun in an institution, after an import or a change of rules',
    mayTake: 3600,
    linger: 0,
  },
  'measure-contacts': {
    cron: '3-59/10 * * * *',
    purpose: 'works out what came of messages and notes, once the night has begun in an institution',
    mayTake: 3600,
    linger: 0,
  },
  'refresh-lesson-norms': {
    cron: '7 1 * * *',
    purpose: 'works out what lessons take the class, for courses in which something happened',
    mayTake: 3600,
    linger: 0,
  },
  'tally-answers': {
    cron: '*/10 * * * *',
    purpose:
      'goes through the answers of large classes in which something happened, for the question analysis',
    mayTake: 540,
    linger: 0,
  },
  'record-standings': {
    cron: '22 3 * * *',
    purpose: 'records students’ status and style where something changed, with what they rest on',
    mayTake: 3600,
    linger: 0,
  },
  'measure-recommendations': {
    cron: '27 1 * * *',
    purpose: 'finds out which recommendations were followed in time',
    mayTake: 1800,
    linger: 0,
  },
  'keep-keys': {
    cron: '* * * * *',
    purpose: 'gives classes whose key is due the next one, and seals anew what old keys still hold',
    mayTake: 3600,
    linger: 0,
  },
  'seal-old-texts': {
    cron: '*/5 * * * *',
    purpose: 'seals messages and notes from before there were keys; idle once all are sealed',
    mayTake: 240,
    linger: 0,
  },
  'prune-records': {
    cron: '12 4 * * *',
    purpose:
      'deletes what the retention schedule lets go, unless a hold or an open request protects it, and what imports left behind',
    mayTake: 3600,
    linger: 0,
  },
  'wake-accounts': {
    cron: '*/15 * * * *',
    purpose:
      'wakes the accounts of children who are 13 from midnight on, where their institution is, and settles what a guardian answered',
    mayTake: 300,
    linger: 0,
  },
  'carry-out-erasures': {
    cron: '*/10 * * * *',
    purpose:
      'erases students whose request was approved, and again whoever a restored backup brought back; takes back again what was taken back',
    mayTake: 600,
    linger: 0,
  },
  'archive-log': {
    cron: '* * * * *',
    purpose: 'archives the database’s log as it is written, so that any second can be restored',
    mayTake: 3600,
    linger: 0,
  },
  'mark-restore-point': {
    cron: '0 * * * *',
    purpose: 'marks the hour as a point to restore to',
    mayTake: 120,
    linger: 0,
  },
  'take-backup': {
    cron: '*/10 * * * *',
    purpose: 'takes a full backup once a day, and at once where none continues the present history',
    mayTake: 6 * 3600,
    linger: 0,
  },
  'drill-restore': {
    cron: '42 3 * * *',
    purpose: 'restores the newest backup beside the database, checks it, and throws it away',
    mayTake: 3 * 3600,
    linger: 0,
  },
  'prune-backups': {
    cron: '52 4 * * *',
    purpose: 'removes backups and log that the retention policy does not keep',
    mayTake: 3600,
    linger: 0,
  },
  'take-archive': {
    cron: '12 5 * * *',
    purpose:
      'archives the database table by table once a month, for later versions of the server; each day where no full backups are taken',
    mayTake: 6 * 3600,
    linger: 0,
  },
  'carry-out-backup-requests': {
    cron: '* * * * *',
    purpose: 'takes the backups and archives and runs the drills that administrators ask for',
    mayTake: 6 * 3600,
    linger: 65,
  },
  'take-readings': {
    cron: '*/5 * * * *',
    purpose: 'reads how far the database’s counters have come, and keeps what was counted since',
    mayTake: 240,
    linger: 0,
  },
  'keep-term-phases': {
    cron: '17 5 * * *',
    purpose: 'keeps which indexes enrolment, teaching and exams used, longer than the readings are kept',
    mayTake: 600,
    linger: 0,
  },
  'record-findings': {
    cron: '8-59/10 * * * *',
    purpose: 'runs the checks of the database, and keeps from when until when each had something to say',
    mayTake: 540,
    linger: 0,
  },
  'read-feeds': {
    cron: '4-59/10 * * * *',
    purpose: 'reads once a day each feed for the research log that an administrator has turned on',
    mayTake: 1800,
    linger: 0,
  },
  'propose-improvements': {
    cron: '32 5 * * *',
    purpose: 'looks through plans and schema for what would make the product faster',
    mayTake: 900,
    linger: 0,
  },
  'carry-out-improvements': {
    cron: '* * * * *',
    purpose:
      'tries in the lab what was asked for, applies what was approved, watches it, undoes what made things worse',
    mayTake: 3 * 3600,
    linger: 0,
  },
};
