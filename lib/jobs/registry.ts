import type { Database } from '@/db/client';
import type { QueueName } from '@/db/jobs';
import { forgetEndedSessions } from '@/lib/access/end-session';
import { purgeAttempts } from '@/lib/access/rate-limit';
import { asSystem } from '@/lib/access/transaction';
import { refreshLessonNorms } from '@/lib/analytics/lesson-norms';
import { measureRecommendations } from '@/lib/analytics/recommendation-events';
import { recordStandings } from '@/lib/analytics/record-standings';
import { tallyAnswers } from '@/lib/assessment/tally-answers';
import { extendAuditPartitions } from '@/lib/audit/partitions';
import { copyElsewhere, sealAndCopy } from '@/lib/audit/seal/seal-and-copy';
import { pruneArchivesByPolicy } from '@/lib/backups/archives/prune-archives';
import { takeArchiveIfDue } from '@/lib/backups/archives/take-archive';
import { drillIfPossible } from '@/lib/backups/drill/drill';
import { keepArchive, markHour } from '@/lib/backups/keep-archive';
import { keepLists } from '@/lib/backups/kept-lists/kept-lists';
import { pruneByPolicy } from '@/lib/backups/prune/prune-by-policy';
import { carryOutRequest } from '@/lib/backups/requests/carry-out';
import { takeBackupIfDue } from '@/lib/backups/take-backup';
import { indexBatch } from '@/lib/catalog/index/refresh';
import { orderCatalog } from '@/lib/catalog/index/settle';
import { keepRiskLists } from '@/lib/classes/risk/keep-lists';
import { keepRiskScores } from '@/lib/classes/risk/keep-scores';
import { todayIn } from '@/lib/days';
import { env } from '@/lib/env';
import { endDeadImports, pruneImports } from '@/lib/interop/run/prune-imports';
import { keepKeys } from '@/lib/keys/keep-keys';
import { tellFollowUps } from '@/lib/messages/follow-ups';
import { keepImpacts } from '@/lib/messages/keep-impacts';
import { sealOldTexts } from '@/lib/messages/seal-old-texts';
import { tellCompletions } from '@/lib/notifications/completions';
import { withMailer } from '@/lib/notifications/mail/with-mailer';
import { pruneNotifications } from '@/lib/notifications/prune';
import { tellPaused } from '@/lib/notifications/reminders';
import { tellAll } from '@/lib/notifications/tell-all';
import { tellWeeklySummaries } from '@/lib/notifications/weekly-summaries';
import { carryOutImprovements, proposeBySchedule } from '@/lib/optimizer/carry-out';
import { readDueFeeds } from '@/lib/optimizer/research/read-feeds';
import { flagAnomalies } from '@/lib/oversight/flag-anomalies';
import { recordFindings } from '@/lib/performance/history/record-findings';
import { keepPhases } from '@/lib/performance/phases/keep-phases';
import { takeReadings } from '@/lib/performance/readings/take-readings';
import { countClassActivity } from '@/lib/progress/count-class-activity';
import { foldBreath, foldCourseTotals } from '@/lib/progress/fold';
import { pruneProgressEvents } from '@/lib/progress/prune';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { erasureListFile } from '@/lib/records/erasure/erasure-list';
import { settleCollections } from '@/lib/records/guardians/settle-collections';
import { tellRecordDecisions } from '@/lib/records/news/decisions';
import { tellConsents, tellEmergencies, tellReviewers } from '@/lib/records/news/opened';
import { tellRecordsWaiting } from '@/lib/records/news/waiting';
import { pruneRecords } from '@/lib/records/retention/prune';
import { pruneMessages } from '@/lib/records/retention/prune-messages';
import { keepWithdrawals } from '@/lib/records/withdrawals/keep-withdrawals';
import { withdrawalListFile } from '@/lib/records/withdrawals/withdrawal-list';
import { workUntilIdle } from './until-idle';

export type JobContext = {
  database: Database;
  /** Aborted when the worker stops or the job's time is up; what is done by then stays done. */
  signal: AbortSignal;
  /** Milliseconds to go on waiting for work. */
  linger: number;
};

/** What a run did, in numbers; kept with the job. */
export type JobResult = Record<string, number>;

/** Which function of which room does the work of a queue. */
export const registry: Record<QueueName, (context: JobContext) => Promise<JobResult>> = {
  'fold-course-totals': async ({ database, ...patience }) => ({
    folded: await workUntilIdle(() => foldCourseTotals(database), { ...patience, breath: foldBreath }),
  }),
  'count-class-activity': async ({ database, signal }) => ({
    counted: await countClassActivity(database, signal),
  }),
  'index-catalog': async ({ database, ...patience }) => ({
    indexed: await workUntilIdle(() => asSystem(indexBatch, database), patience),
  }),
  'order-catalog': async ({ database }) => ({
    moved: await orderCatalog(database),
  }),
  'seal-audit': async ({ database, ...patience }) => ({
    sealed: await workUntilIdle(() => sealAndCopy((run) => asSystem(run, database)), patience),
  }),
  'copy-seals': async ({ database, ...patience }) => ({
    copied: await workUntilIdle(() => copyElsewhere((run) => asSystem(run, database)), patience),
  }),
  'flag-anomalies': async ({ database }) => ({
    flagged: await asSystem((tx) => flagAnomalies(tx), database),
  }),
  'notify-people': async ({ database, signal }) => ({
    completions: await tellAll(tellCompletions, database, signal),
    reminders: await tellAll(tellPaused, database, signal),
    summaries: await tellAll(tellWeeklySummaries, database, signal),
    recordsWaiting: await tellAll(tellRecordsWaiting, database, signal),
    followUps: await tellAll(tellFollowUps, database, signal),
  }),
  'notify-of-records': async ({ database, signal }) => ({
    decisions: await tellAll(tellRecordDecisions, database, signal),
    emergencies: await tellAll(tellEmergencies, database, signal),
    reviewers: await tellAll(tellReviewers, database, signal),
    consents: await tellAll(tellConsents, database, signal),
  }),
  'deliver-emails': async ({ database, ...patience }) => ({
    handled: await withMailer(database, (step) => workUntilIdle(step, patience)),
  }),
  'extend-audit-partitions': async ({ database }) => ({
    made: await asSystem(extendAuditPartitions, database),
  }),
  'prune-progress-events': async ({ database, signal }) => ({
    removed: await pruneProgressEvents(database, signal),
  }),
  'prune-sign-in-attempts': async ({ database }) => ({
    removed: await asSystem(purgeAttempts, database),
    sessions: await asSystem(forgetEndedSessions, database),
  }),
  'prune-notifications': async ({ database, signal }) => ({
    removed: await pruneNotifications(database, signal),
  }),
  'keep-risk-scores': ({ database, signal }) => keepRiskScores(database, signal),
  'keep-risk-lists': ({ database, signal }) => keepRiskLists(database, signal),
  'measure-contacts': async ({ database, signal }) => ({
    classes: await keepImpacts(database, signal),
  }),
  'refresh-lesson-norms': async ({ database, signal }) => ({
    courses: await refreshLessonNorms(database, signal),
  }),
  'tally-answers': async ({ database, signal }) => ({
    classes: await tallyAnswers(database, signal),
  }),
  'record-standings': async ({ database, signal }) => ({
    recorded: await recordStandings(database, signal),
  }),
  'prune-records': async ({ database, signal }) => ({
    ...(await pruneRecords(database, signal)),
    messages: await pruneMessages(database, signal),
    ...(await pruneImports(database, env().DATA_DIR, signal)),
  }),
  'wake-accounts': async ({ database, signal }) => ({
    settled: await settleCollections(database, signal),
  }),
  'carry-out-erasures': async ({ database, signal }) => ({
    // First: what a dead import has staged goes with the first erasure.
    deadImports: await endDeadImports(database),
    withdrawnAgain: await keepWithdrawals(database, withdrawalListFile(env().AUDIT_COPY_DIR)),
    ...(await carryOutErasures(database, erasureListFile(env().AUDIT_COPY_DIR), signal)),
    kept: await keepLists(),
  }),
  'measure-recommendations': async ({ database }) => ({
    followed: await measureRecommendations(database),
  }),
  'keep-keys': ({ database, signal }) => keepKeys(database, signal),
  'seal-old-texts': async ({ database, signal }) => ({
    sealed: await sealOldTexts(database, signal),
  }),
  'archive-log': async ({ database, signal }) => ({
    segments: await keepArchive(database, signal),
  }),
  'mark-restore-point': async ({ database }) => ({
    marked: await markHour(database),
  }),
  'take-backup': async ({ database, signal }) => ({
    taken: await takeBackupIfDue(database, signal),
  }),
  'drill-restore': async ({ database, signal }) => ({
    drilled: await drillIfPossible(database, signal),
  }),
  'prune-backups': async ({ database }) => ({
    removed: await pruneByPolicy(database),
    archives: await pruneArchivesByPolicy(database),
  }),
  'take-archive': async ({ database, signal }) => ({
    taken: await takeArchiveIfDue(database, signal),
  }),
  'carry-out-backup-requests': async ({ database, ...patience }) => ({
    carriedOut: await workUntilIdle(() => carryOutRequest(database, patience.signal), patience),
  }),
  'take-readings': async ({ database }) => ({
    kept: await takeReadings(database),
  }),
  'keep-term-phases': async ({ database }) => ({
    kept: await keepPhases(database, todayIn('UTC')),
  }),
  'record-findings': ({ database }) => recordFindings(database),
  'read-feeds': ({ database, signal }) => readDueFeeds(database, signal),
  'propose-improvements': ({ database }) => proposeBySchedule(database),
  'carry-out-improvements': ({ database, signal }) => carryOutImprovements(database, signal),
};
