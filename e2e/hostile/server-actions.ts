import { randomUUID } from 'node:crypto';
import type { Sample } from './routes';
import { everyoneBut, type Visitor } from './visitor';

/** A server action, with what a rightful person would send and who is refused all the same. Nobody's sessions always are. */
export type ServerAction = {
  form?: (sample: Sample & { note: string }) => Record<string, string>;
  /** The form is all it takes; others take the state of the form before it. */
  formAlone?: boolean;
  /** What it takes where that is no form. */
  values?: (sample: Sample) => unknown[];
  /** Signed in, and refused. */
  refuses: readonly Visitor[];
  /** Anybody may try: why. Nobody is asked for a session then. */
  open?: string;
};

const sentence = 'It was asked for in a test of refusals.';
const someId = () => ({ id: randomUUID() });

/** What administrators do about a student of their own institution. */
const aboutStudent = (form: ServerAction['form']): ServerAction => ({ form, refuses: everyoneBut('admin') });
/** What administrators do in their own institution, whichever it is. */
const byAdministrators = (form: ServerAction['form']): ServerAction => ({
  form,
  refuses: everyoneBut('admin', 'elsewhereAdmin'),
});
/** What the student decides who the record is about. */
const byHolder = (form: ServerAction['form']): ServerAction => ({ form, refuses: everyoneBut('student') });
/** What the author of a note does with it. */
const byAuthor = (form: ServerAction['form']): ServerAction => ({
  form,
  formAlone: true,
  refuses: everyoneBut('instructor'),
});

/** By file and name; `surface.test.ts` compares it with every 'use server' of the product. */
export const serverActions: Record<string, Record<string, ServerAction>> = {
  'lib/access/sign-in.ts': {
    signInWithInstitution: { refuses: [], open: 'leads to the provider that the institution has' },
    signInWithPassword: { refuses: [], open: 'the password decides; sessions.spec.ts tries it' },
  },
  'lib/analytics/actions.ts': {
    dismissAction: {
      form: ({ course, section }) => ({ courseId: course, sectionId: section, rule: 'continue' }),
      refuses: everyoneBut('student'),
    },
  },
  'lib/analytics/rules/actions.ts': {
    changeRuleAction: byAdministrators(() => ({
      rule: 'recommendations.dismissedDays',
      value: '14',
      reason: sentence,
    })),
  },
  'lib/assessment/actions.ts': {
    answerAction: {
      form: ({ question }) => ({ ...someId(), questionId: question, version: '1', chosen: 'a' }),
      refuses: everyoneBut('student'),
    },
  },
  'lib/backups/requests/actions.ts': {
    requestWorkAction: byAdministrators(() => ({ work: 'DRILL' })),
  },
  'lib/backups/retention/actions.ts': {
    clearRetentionAction: byAdministrators(() => ({})),
    setRetentionAction: byAdministrators(() => ({
      label: sentence,
      everyDays: '40',
      anyMomentDays: '400',
      years: '8',
    })),
  },
  'lib/cache/actions.ts': {
    clearCacheAction: byAdministrators(() => ({ what: 'class', name: 'listing' })),
  },
  'lib/confidential/actions.ts': {
    addEntryAction: aboutStudent(({ student }) => ({
      ...someId(),
      studentId: student,
      purpose: 'A test',
      kind: 'DISCIPLINARY',
      happenedOn: '2026-03-02',
      content: sentence,
    })),
    withdrawEntryAction: aboutStudent(({ student }) => ({
      ...someId(),
      studentId: student,
      purpose: 'A test',
    })),
    findByNumberAction: byAdministrators(() => ({ ssn: '000-12-3456', purpose: 'A test' })),
    writeDetailsAction: aboutStudent(({ student }) => ({
      studentId: student,
      version: '0',
      purpose: 'A test',
      parentContact: sentence,
    })),
  },
  'lib/enrollment/actions.ts': {
    enrollAction: {
      form: ({ course }) => ({ courseId: course }),
      formAlone: true,
      refuses: everyoneBut('student', 'guardian'),
    },
    leaveAction: {
      form: ({ course }) => ({ courseId: course }),
      formAlone: true,
      refuses: everyoneBut('student'),
    },
  },
  'lib/keys/actions.ts': {
    rotateKeyAction: byAdministrators(() => ({ keyClass: 'ACADEMIC_RECORDS', version: '1' })),
  },
  'lib/messages/actions.ts': {
    openMessageAction: {
      values: ({ message }) => [message],
      refuses: everyoneBut('student'),
    },
    sendMessageAction: {
      values: ({ course, student }) => [
        {
          ...someId(),
          courseId: course,
          audience: 'CHOSEN',
          studentIds: [student],
          subject: 'A test of refusals',
          body: sentence,
          expected: 1,
        },
      ],
      refuses: everyoneBut('instructor', 'admin'),
    },
  },
  'lib/messages/note-actions.ts': {
    addNoteAction: {
      form: ({ course, student }) => ({
        ...someId(),
        courseId: course,
        studentId: student,
        body: sentence,
        followUpOn: '',
      }),
      formAlone: true,
      refuses: everyoneBut('instructor', 'admin'),
    },
    changeNoteAction: byAuthor(({ note }) => ({ id: note, version: '1', body: sentence, followUpOn: '' })),
    deleteNoteAction: byAuthor(({ note }) => ({ id: note })),
    finishFollowUpAction: byAuthor(({ note }) => ({ id: note })),
  },
  'lib/notifications/actions.ts': {
    markAllReadAction: { values: () => [], refuses: [] },
    savePreferencesAction: { form: () => ({ 'email:MESSAGE': 'NEVER' }), refuses: [] },
    unsubscribeAction: { refuses: [], open: 'the token of the e-mail decides; messages.spec.ts forges some' },
  },
  'lib/optimizer/actions.ts': {
    decideAction: byAdministrators(() => ({ proposalId: '1', decision: 'DECLINED', reason: sentence })),
    explainSampledAction: byAdministrators(() => ({ statement: 'classes.lessons' })),
    setWindowAction: byAdministrators(() => ({
      from: '01:00',
      until: '04:00',
      timeZone: 'UTC',
      reason: sentence,
    })),
  },
  'lib/optimizer/research/actions.ts': {
    addFeedAction: byAdministrators(() => ({ url: 'https://feeds.example.org/', title: 'A test' })),
    addNoteAction: byAdministrators(() => ({
      source: 'A test of refusals',
      foundOn: '2026-03-02',
      finding: sentence,
      applicability: sentence,
    })),
    linkResearchAction: byAdministrators(() => ({ proposalId: '1', rest: 'note 1' })),
    switchFeedAction: byAdministrators(() => ({ feedId: randomUUID(), enabled: 'true' })),
    unlinkResearchAction: byAdministrators(() => ({ linkId: '1' })),
  },
  'lib/oversight/actions.ts': {
    removeViewAction: byAdministrators(someId),
    reviewFlagAction: byAdministrators(() => ({ flagId: '1', verdict: 'EXPLAINED', note: sentence })),
    saveViewAction: byAdministrators(() => ({ name: 'A test of refusals' })),
  },
  'lib/performance/actions.ts': {
    endSessionAction: byAdministrators(() => ({
      session: '1 2026-03-02T10:00:00.000000Z',
      how: 'statement',
      reason: sentence,
    })),
    liftMuteAction: byAdministrators(someId),
    muteFindingAction: byAdministrators(() => ({ check: 'settings', reason: sentence, days: '7' })),
  },
  'lib/records/actions.ts': {
    requestAccessAction: {
      form: ({ student }) => ({
        studentId: student,
        scope: 'summary',
        purpose: 'A test',
        justification: sentence,
      }),
      refuses: ['guardian', 'elsewhereInstructor', 'elsewhereAdmin'],
    },
  },
  'lib/records/amendments/actions.ts': {
    arrangeHearingAction: aboutStudent(() => ({
      ...someId(),
      day: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
      time: '10:00',
      place: 'Room 12',
    })),
    askAmendmentAction: byHolder(({ student }) => ({
      studentId: student,
      contested: 'A grade',
      wanted: 'A better one',
      reason: sentence,
    })),
    askHearingAction: byHolder(someId),
    decideAmendmentAction: aboutStudent(() => ({ ...someId(), verdict: 'REFUSE', decision: sentence })),
    placeStatementAction: byHolder(() => ({ ...someId(), statement: sentence })),
    withdrawAmendmentAction: byHolder(someId),
  },
  'lib/records/by-letter/actions.ts': {
    recordLetterAction: aboutStudent(({ student }) => ({
      studentId: student,
      kind: 'INSPECTION',
      receivedOn: new Date().toISOString().slice(0, 10),
      words: sentence,
    })),
  },
  'lib/records/consents/actions.ts': {
    giveConsentAction: byHolder(({ student }) => ({
      studentId: student,
      records: 'full',
      purpose: 'Transfer',
      partyName: 'Another school',
      partyEmail: '',
      signature: 'Somebody Else',
      expiresOn: `${new Date().getUTCFullYear() + 1}-01-31`,
    })),
    revokeConsentAction: byHolder(someId),
  },
  'lib/records/directory/actions.ts': {
    chooseDirectoryAction: {
      form: () => ({ optedOut: 'true' }),
      refuses: everyoneBut('student', 'guardian'),
    },
  },
  'lib/records/disclosed/actions.ts': {
    recordDisclosureAction: aboutStudent(({ student }) => ({
      studentId: student,
      party: 'The county court',
      interest: 'A subpoena of 2 March',
      records: 'grades',
      furtherRecipients: '',
      disclosedOn: '',
    })),
    retractDisclosureAction: aboutStudent(() => ({ ...someId(), retraction: sentence })),
  },
  'lib/records/emergencies/actions.ts': {
    openByAddressAction: {
      form: () => ({
        address: 'student@demo.test',
        scope: 'summary',
        purpose: 'Health or safety emergency',
        justification: sentence,
        threat: sentence,
        recipients: 'the police',
      }),
      refuses: ['student', 'guardian', 'elsewhereInstructor', 'elsewhereAdmin'],
    },
    reviewEmergencyAction: aboutStudent(() => ({ ...someId(), justified: 'true', review: sentence })),
  },
  'lib/records/erasure/actions.ts': {
    askErasureAction: byHolder(({ student }) => ({ studentId: student })),
    decideErasureAction: aboutStudent(someId),
    withdrawErasureAction: byHolder(someId),
  },
  'lib/records/guardians/actions.ts': {
    answerCollectionAction: {
      form: ({ student }) => ({ studentId: student, agrees: 'true', signature: 'Nobody' }),
      refuses: everyoneBut(),
    },
    endGuardianshipAction: aboutStudent(someId),
    linkGuardianAction: aboutStudent(({ student }) => ({
      studentId: student,
      guardianEmail: 'instructor@demo.test',
      relationship: 'mother',
      verification: sentence,
    })),
    recordCollectionConsentAction: aboutStudent(() => ({
      ...someId(),
      agrees: 'true',
      how: 'on a signed form',
    })),
    recordRightsFactsAction: aboutStudent(({ student }) => ({
      studentId: student,
      birthDate: '2012-03-02',
      postsecondarySince: '',
    })),
  },
  'lib/records/inspection/actions.ts': {
    answerInspectionAction: aboutStudent(() => ({ ...someId(), released: 'true', answer: sentence })),
    askInspectionAction: byHolder(({ student }) => ({ studentId: student, wants: sentence })),
    withdrawInspectionAction: byHolder(someId),
  },
  'lib/records/retention/actions.ts': {
    placeHoldAction: aboutStudent(({ student }) => ({ studentId: student, reason: sentence })),
    releaseHoldAction: aboutStudent(() => ({ ...someId(), reason: sentence })),
    setTermAction: byAdministrators(() => ({ kind: 'riskScores', days: '400', reason: sentence })),
  },
};
