import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { correctedText } from '#lib/cases/change/rules.ts'
import { type Discarded, discardedOf } from '#lib/cases/discarded/rules.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import {
  type LetterKind,
  type LetterUrgency,
  letterKindWords,
  letterUrgencies,
  letterUrgencyWords,
  type RecipientKind,
  recipientKinds,
  sendingWayWords,
} from '#lib/content/letters/kinds.ts'
import { type Day, dayIn, dayText, fromDbDate, inSentence, timeText } from '#lib/dates.ts'
import { asActor, readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readEvaluation } from '#lib/factors/rules.ts'
import { patternWords } from '#lib/factors/words/rules.ts'
import { unprintable } from './characters/rules.ts'
import { letterFlags } from './flags/queries.ts'
import { type FlagNews, flagNews } from './flags/rules.ts'
import { letterNews } from './newest/queries.ts'
import { readableLetters } from './policy.ts'
import { kindOf, type NameTrouble, nameTroubles, readBody } from './rules.ts'
import type { LetterBody } from './schema.ts'

export type LetterHead = {
  id: string
  kind: LetterKind
  title: string
  on: Day
  onText: string
  recipient: string
  by: string
  /** "Anna Berger, today 10:12"; null while it is a draft. */
  signed: string | null
  /** The patient's day of the signature. */
  signedOn: Day | null
  saved: string | null
  version: number
  /** Of a draft that was discarded. */
  discarded: Discarded | null
  sent: { id: string; text: string }[]
}

/** `noun`: how a letter names it. */
export type PatternChoice = { id: string; title: string; noun: string; status: string }

export type LettersView = {
  frame: CaseFrame
  letters: LetterHead[]
  /** Drafts that were discarded. */
  discarded: LetterHead[]
  /** Patterns that the newest evaluation lists; the physio ticks those she stands behind. */
  patterns: PatternChoice[]
}

const people = {
  by: { select: { name: true } },
  savedBy: { select: { name: true } },
  signedBy: { select: { name: true } },
  withdrawnBy: { select: { name: true } },
  sendings: { orderBy: { at: 'asc' }, include: { by: { select: { name: true } } } },
} as const

type Named = { name: string }
type Row = {
  id: string
  kind: string
  on: Date
  recipient: string
  version: number
  savedAt: Date | null
  signedAt: Date | null
  withdrawnAt: Date | null
  withdrawReason: string | null
  by: Named
  savedBy: Named | null
  signedBy: Named | null
  withdrawnBy: Named | null
  sendings: { id: string; to: string; how: string; on: Date; by: Named }[]
}

function headOf(row: Row, frame: CaseFrame, now: Date): LetterHead {
  const kind = kindOf(row.kind)
  const at = (who: Named | null, time: Date | null) =>
    who && time ? `${who.name}, ${inSentence(timeText(time, frame.zone, now))}` : null
  const on = fromDbDate(row.on)
  return {
    id: row.id,
    kind,
    title: letterKindWords[kind],
    on,
    onText: dayText(on, frame.today),
    recipient: row.recipient,
    by: row.by.name,
    signed: at(row.signedBy, row.signedAt),
    signedOn: row.signedAt && dayIn(frame.zone, row.signedAt),
    saved: at(row.savedBy, row.savedAt),
    version: row.version,
    discarded: discardedOf(row, frame, now),
    sent: row.sendings.map(({ id, to, how, on: day, by }) => ({
      id,
      text: `${dayText(fromDbDate(day), frame.today)}, ${(sendingWayWords as Readonly<Record<string, string>>)[how] ?? how}, to ${to} (${by.name})`,
    })),
  }
}

/** Patterns of the newest evaluation that are listed at all. The caller has checked the case. */
export async function listedPatterns(
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<PatternChoice[]> {
  const row = await tx.factorEvaluation.findFirst({
    where: of,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { ruleSetVersion: true, inputs: true, results: true },
  })
  if (!row) return []
  const { evaluation } = readEvaluation(row)
  return evaluation.patterns
    .filter(({ status }) => status !== 'not_listed')
    .map(({ id, status }) => {
      const { title, noun = title.toLowerCase() } = patterns.find((one) => one.id === id) ?? { title: id }
      return { id, title, noun, status: patternWords[status] }
    })
}

/** The letters of a case, the newest first. The reading is recorded. */
export function caseLetters(actor: Actor, caseId: string, now: Date): Promise<LettersView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'letters', now)
    const rows = await tx.letter.findMany({
      where: readableLetters(actor, caseId, now),
      orderBy: [{ on: 'desc' }, { createdAt: 'desc' }],
      take: 200,
      include: people,
    })
    const heads = rows.map((row) => headOf(row, frame, now))
    return {
      frame,
      letters: heads.filter(({ discarded }) => !discarded),
      discarded: heads.filter(({ discarded }) => discarded),
      patterns: await listedPatterns(tx, { clinicId: actor.clinicId, caseId }),
    }
  })
}

/** What whoever signs is called on letters; asked only about a name that cannot be printed. */
export async function ownPrintedName(tx: Tx, actor: AccountActor): Promise<string | null> {
  if (unprintable(actor.name).length === 0) return null
  const { clinicId, accountId } = actor
  const row = await tx.account.findFirst({
    where: { clinicId, id: accountId },
    select: { printedName: true },
  })
  return row?.printedName ?? null
}

export type LetterView = LetterHead & {
  frame: CaseFrame
  /** What the case was corrected to since it was composed or signed; null where nothing, and for a discarded one. */
  corrected: string | null
  recipientKind: RecipientKind
  urgency: LetterUrgency
  urgencyText: string
  body: LetterBody
  clinic: { name: string; address: string; phone: string }
  /** Of a draft: what is new about red flags since it was begun. */
  flagNews: FlagNews[]
  /** Of a draft: what else came into the record since its facts were taken from it; "Today 10:12". */
  news: { since: string; lines: readonly string[] }
  /** Of a draft: names that cannot be printed. */
  names: NameTrouble[]
  /** Of the file that was made when it was signed. */
  sha256: string | null
}

/** One letter: a draft to be written on, a signed one to be read. Throws NotFound. */
export function oneLetter(actor: Actor, caseId: string, letterId: string, now: Date): Promise<LetterView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'letter', now)
    const row = await tx.letter.findFirst({
      where: { AND: [{ id: letterId }, readableLetters(actor, caseId, now)] },
      include: {
        ...people,
        clinic: { select: { name: true, address: true, phone: true } },
        case: { select: { patient: { select: { printedName: true } } } },
        file: { select: { sha256: true } },
      },
    })
    if (!row) throw new NotFound('letter')
    const of = { clinicId: actor.clinicId, caseId, zone: frame.zone }
    const over = row.signedAt !== null || row.withdrawnAt !== null
    const flags = over ? [] : await letterFlags(tx, of)
    const composedAt = row.composedAt ?? row.createdAt
    const news = over ? [] : await letterNews(tx, of, composedAt)
    const names =
      over || actor.kind !== 'account'
        ? []
        : nameTroubles({
            patient: { name: frame.banner.name, printedName: row.case.patient.printedName },
            signer: { name: actor.name, printedName: await ownPrintedName(tx, actor) },
            clinic: row.clinic,
          })
    const urgency = letterUrgencies.find((one) => one === row.urgency) ?? 'routine'
    return {
      ...headOf(row, frame, now),
      frame,
      urgency,
      urgencyText: letterUrgencyWords[urgency],
      corrected: row.withdrawnAt ? null : correctedText(frame.corrections, row.signedAt ?? composedAt),
      recipientKind: recipientKinds.find((one) => one === row.recipientKind) ?? 'other',
      body: readBody(row.body),
      clinic: row.clinic,
      flagNews: flagNews(row.flagsTold, flags),
      news: { since: timeText(composedAt, frame.zone, now), lines: news },
      names,
      sha256: row.file?.sha256 ?? null,
    }
  })
}

/** The file of a signed letter as it was made, with its own audit row. Throws NotFound for a draft as well. */
export function letterFile(
  actor: Actor,
  caseId: string,
  letterId: string,
  now: Date,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; sha256: string }> {
  return asActor(actor, async (tx) => {
    const row = await tx.letter.findFirst({
      where: { AND: [{ id: letterId }, readableLetters(actor, caseId, now)] },
      select: { patientId: true, file: { select: { pdf: true, sha256: true } } },
    })
    if (!row?.file) throw new NotFound('letter')
    await recordAudit(tx, actor, {
      type: 'letter.file_read',
      patientId: row.patientId,
      caseId,
      subjectId: letterId,
    })
    return { pdf: new Uint8Array(row.file.pdf), sha256: row.file.sha256 }
  })
}
