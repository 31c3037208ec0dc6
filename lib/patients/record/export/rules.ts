/**
 * What a patient's own file holds: what she told and entered, and what was published or given to her. Column by column, so that
 * a new one stays with the team until somebody decides otherwise: nothing of flags, factors, alerts, notes or reviews.
 */
export const ownTables = [
  { name: 'forms', table: 'Intake', columns: ['id', 'kind', 'caseId', 'createdAt', 'submittedAt'] },
  { name: 'answers', table: 'IntakeAnswers', columns: ['intakeId', 'answers', 'consentAt'] },
  {
    name: 'consents',
    table: 'ConsentChange',
    columns: ['id', 'caseId', 'question', 'answer', 'note', 'at'],
  },
  { name: 'treatments', table: 'Case', columns: ['id', 'side', 'complaint', 'openedAt', 'closedAt'] },
  {
    name: 'programVersions',
    table: 'ProgramVersion',
    columns: ['id', 'caseId', 'number', 'startsOn', 'publishedAt'],
  },
  {
    name: 'programPhases',
    table: 'ProgramPhase',
    columns: [
      ...['id', 'versionId', 'position', 'name', 'weeksMin', 'weeksMax', 'sessionsPerWeek'],
      ...['exLimit', 'runLimit'],
    ],
  },
  {
    name: 'programItems',
    table: 'ProgramItem',
    columns: [
      ...['id', 'phaseId', 'position', 'exerciseId', 'sets', 'reps', 'holdSeconds', 'minutes', 'distanceM'],
      ...['loadKg', 'loadNote', 'tempo', 'rpeMin', 'rpeMax', 'restSeconds', 'sides', 'days', 'eachRun'],
      ...['perWeekMin', 'perWeekMax', 'fromWeek', 'untilWeek', 'optional', 'stage', 'note'],
    ],
  },
  {
    name: 'sessions',
    table: 'SessionLog',
    columns: [
      ...['id', 'caseId', 'versionId', 'logDate', 'safety', 'injury', 'note', 'onBehalf', 'recordedAt'],
      ...['supersedesId', 'supersededAt', 'correctReason', 'withdrawnAt', 'withdrawReason'],
    ],
  },
  {
    name: 'exercises',
    table: 'ExerciseLog',
    columns: [
      ...['id', 'sessionLogId', 'itemId', 'exerciseId', 'setsDone', 'repsDone', 'holdSeconds', 'minutes'],
      ...['loadKg', 'rpe', 'skipReason'],
    ],
  },
  {
    name: 'runs',
    table: 'RunLog',
    columns: [
      ...['id', 'caseId', 'logDate', 'km', 'unit', 'minutes', 'finished', 'type', 'surface', 'shoes'],
      ...['settle', 'safety', 'injury', 'note', 'onBehalf', 'recordedAt'],
      ...['supersedesId', 'supersededAt', 'correctReason', 'withdrawnAt', 'withdrawReason'],
    ],
  },
  {
    name: 'painScores',
    table: 'PainScore',
    columns: [
      ...['id', 'caseId', 'context', 'score', 'at', 'logDate', 'sessionLogId', 'exerciseLogId', 'runLogId'],
      ...['swelling', 'safety', 'injury', 'note', 'onBehalf', 'recordedAt'],
      ...['supersedesId', 'supersededAt', 'correctReason', 'withdrawnAt', 'withdrawReason'],
    ],
  },
  {
    name: 'questionnaires',
    table: 'OutcomeMeasure',
    columns: [
      ...['id', 'caseId', 'measure', 'language', 'side', 'on', 'items', 'activities', 'mode', 'onBehalf'],
      ...['recordedAt', 'supersedesId', 'supersededAt', 'correctReason', 'withdrawnAt', 'withdrawReason'],
    ],
  },
] as const

/** Of a column, what she reads of it where that is not all. */
export const shownAs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Before it was kept who took a form back, the reason was not written for her.
  OutcomeMeasure: { withdrawReason: 'CASE WHEN t."withdrawnById" IS NOT NULL THEN t."withdrawReason" END' },
}

/** Read by the patient only once published; the phases and items of a draft are not hers. */
export const published: Readonly<Record<string, string>> = {
  ProgramVersion: 't."publishedAt" IS NOT NULL',
  ProgramPhase: `EXISTS (SELECT 1 FROM "ProgramVersion" v WHERE v."clinicId" = t."clinicId" AND v.id = t."versionId"
    AND v."publishedAt" IS NOT NULL)`,
  ProgramItem: `EXISTS (SELECT 1 FROM "ProgramPhase" p JOIN "ProgramVersion" v ON v."clinicId" = p."clinicId" AND v.id = p."versionId"
    WHERE p."clinicId" = t."clinicId" AND p.id = t."phaseId" AND v."publishedAt" IS NOT NULL)`,
}
