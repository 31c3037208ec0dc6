import { accounts } from './accounts.ts'
import { assessment } from './assessment.ts'
import { cases } from './cases.ts'
import { factors } from './factors.ts'
import { intake } from './intake.ts'
import { letters } from './letters.ts'
import { notes } from './notes.ts'
import { outcomes } from './outcomes.ts'
import { patients } from './patients.ts'
import { programs } from './programs.ts'
import type { WriteRows } from './row.ts'
import { tracking } from './tracking.ts'

/** Every command on a record. */
export const writes: WriteRows = {
  ...accounts,
  ...assessment,
  ...cases,
  ...factors,
  ...intake,
  ...letters,
  ...notes,
  ...outcomes,
  ...patients,
  ...programs,
  ...tracking,
}

/** Parts of a command, inside its transaction. */
export const parts: readonly string[] = [
  'alerts/ending#endAlerts',
  'alerts/ending#endRunStop',
  'alerts/evaluation#alertOfEnded',
  'alerts/evaluation#alertOfRefused',
  'alerts/evaluation#alertsAfterEntry',
  'alerts/evaluation#alertsByNight',
  'alerts/evaluation#record',
  'alerts/measures#alertsAfterMeasure',
  'alerts/opening#alertOfBrokenGlass',
  'alerts/opening#alertOfFormsUnasked',
  'alerts/opening#alertOfRunStop',
  'cases/discharge#keepTicks',
  'alerts/scores#alertsAfterScore',
  // By nobody who asks: the server's own work, inside one clinic.
  'alerts/nightly#dueRounds',
  'alerts/nightly#runAlertRound',
  'alerts/nightly#watchNights',
  'alerts/scores#runAlertsOfScore',
  'programs/progression/standing#applyStandingOrders',
  'assessment/draft#lockAssessment',
  'cases/team#tellLead',
  'assessment/draft#lockDraft',
  'assessment/findings#actOnFindings',
  'assessment/findings#actOnWithdrawal',
  'intake/drafts/open#lockDraft',
  'intake/drafts/open#lockForm',
  'intake/review-form/asked#tellOfReviewForms',
  'outcomes/asked#tellOfEndedForms',
  'factors#evaluateOpenedCase',
  'factors#reevaluateFactors',
  'factors/releases/ending#giveAdviceAtEnd',
  'factors/releases/record#putTexts',
  'factors/releases/record#takeBackTexts',
  'flags#callDuty',
  'flags#raiseFlags',
  'flags#readClinic',
  'flags/told#keepShownSql',
  'flags/adoption#adoptFlags',
  'flags/overdue#heedOverdueFlags',
  'flags/standing#raiseAnew',
  'flags/visits#endVisit',
  'intake/review-form#recordAsked',
  'intake/review-form/asked#moveReviewForm',
  'letters/lock#letterCase',
  'letters/lock#lockLetter',
  'letters/sending#agreement',
  'patients/account#accountFollows',
  'patients/invite#lockPatient',
  'patients/invite#takeBackMailed',
  'programs/course#movePhase',
  'programs/course#putPause',
  'programs/course#pauseForSafety',
  'programs/events#recordProgramEvent',
  'programs/draft#insertDraft',
  'programs/draft#writeContent',
  'programs/draft/aside#putDraftBack',
  'programs/draft/aside#setDraftAside',
  'programs/progression#adviseAfterLog',
  'programs/progression#adviseAfterStop',
  'programs/progression#alertOfWaitingStop',
  'programs/progression/deciding#takeOver',
  'programs/progression/deciding/answer#answerSuggestion',
  'programs/progression/deciding/answer#suggestionOf',
  'programs/progression/deciding/planned#plannedVersions',
  'programs/progression/deciding/planned#publishPlanned',
  'programs/progression/deciding/planned#publishStep',
  'programs/progression/deciding/taking#nextContent',
  'programs/progression/deciding/taking#take',
  'programs/progression/kept#supersedePast',
  'programs/publishing#publish',
  'programs/record#lockProgram',
  'tracking/entries#actOnEntry',
  'tracking/entries#assertSame',
  'tracking/entries#entryCase',
  'tracking/entries#notThisEntry',
  'tracking/entries#ownedBy',
  'tracking/entries#hear',
  'tracking/entries#recordOrHear',
  'tracking/entries/supersede#correctedEntry',
  'tracking/entries/supersede#settleEntry',
  'tracking/entries/unasked/copies#copyWith',
  'tracking/entries/unasked/copies#waitingOf',
  'tracking/session-logs#storedDone',
]

/** Opens a link that nobody has opened yet, lets it go on and closes it; the secret and the date of birth are the whole question. */
export const bySecret: readonly string[] = [
  'closeHere',
  'closeVisit',
  'openLink',
  'prolongVisit',
  'visitOrRefuse',
].map((name) => `intake/visits#${name}`)
