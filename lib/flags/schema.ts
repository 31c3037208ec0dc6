import type { Block } from '#lib/content/flags/types.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { FindingSource } from '#prisma/generated/enums.ts'
import type { ClinicNumbers, PatientMessages } from './messages/rules.ts'

/** `superseded` stays in the history and counts as absent in rules. */
export const flagStates = ['unresolved', 'resolved', 'superseded'] as const
export type FlagState = (typeof flagStates)[number]

const flagSources = ['intake', 'assessment', 'log'] as const
export type FlagSource = (typeof flagSources)[number]

export type OwnSafety = {
  /** As for the team: what her flags block, and everything while safety questions have no answer. */
  blockLevel: Block
  /** What the flags block by themselves. */
  flagBlock: Block
  /** Since when they do; null while they block nothing. */
  blockedAt: Date | null
  /** Safety questions have no answer: she is asked first. */
  unanswered: boolean
  /** What the patient reads; null when nothing is unresolved that has words. */
  messages: PatientMessages | null
  /** The number to call now about it. */
  call: string
  /** What she reads when her plan is paused, by a flag or by her physio. */
  paused: readonly string[]
  /** That stand in the words. */
  numbers: ClinicNumbers
  /** Days since all of the safety questions were answered; null when some are open. */
  askedDaysAgo: number | null
  limits: Limits
  /** After so many silent days the clinic calls. */
  silentAfter: number
}

export type FlagSubject = {
  patientId: string
  /** The form that is being answered. */
  intakeId: string | null
  caseId: string | null
  source: FindingSource
  /** The log or the assessment; null for a form. */
  sourceId?: string | null
  /** The ids answered on this occasion, for a log or an examination that also reads older answers. */
  answered?: ReadonlySet<string>
  /** Of a form: history that it showed to be confirmed, and that was as it stood. */
  confirmed?: ReadonlySet<string>
  /** Of a correction: the entries that it puts right without another word about safety. */
  repeats?: ReadonlySet<string>
  /** Alarming words about it stand on a page of the form that comes after the save. */
  onPage?: boolean
  /** The answers were not stored: they raise flags, marked as changed, and what other answers raised stays as it is. */
  refused?: boolean
}
