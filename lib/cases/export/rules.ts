/**
 * What a file of a whole case holds, by the name in the file. Tables that have the id of the case in them; what belongs to it in
 * another way stands in queries.ts. Left out: the audit, which has a page of its own, and the PDF of a letter: the file is one
 * JSON and no archive, the letter's text is in it, and its page has the PDF.
 */
export const tablesOfCase = {
  careTeam: 'CareTeamMember',
  openedFromOutside: 'BreakGlass',
  statusChanges: 'CaseStatusChange',
  changes: 'CaseChange',
  alerts: 'Alert',
  alertEvents: 'AlertEvent',
  limits: 'RuleLimit',
  assessments: 'Assessment',
  factorEvaluations: 'FactorEvaluation',
  factorResponses: 'FactorResponse',
  textsGiven: 'FactorRelease',
  notes: 'Note',
  noteAddenda: 'NoteAddendum',
  programs: 'Program',
  programEvents: 'ProgramEvent',
  programVersions: 'ProgramVersion',
  programPhases: 'ProgramPhase',
  programItems: 'ProgramItem',
  suggestions: 'Suggestion',
  sessionLogs: 'SessionLog',
  exerciseLogs: 'ExerciseLog',
  runLogs: 'RunLog',
  painScores: 'PainScore',
  outcomeMeasures: 'OutcomeMeasure',
  outcomeChoices: 'OutcomeChoice',
  reviews: 'Review',
  dischargeAnswers: 'DischargeAnswer',
  letters: 'Letter',
  letterSendings: 'LetterSending',
} as const
