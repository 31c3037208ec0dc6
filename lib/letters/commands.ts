import 'server-only'
import { createHash } from 'node:crypto'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import {
  type LetterKind,
  letterKindWords,
  letterSectionWords,
  letterUrgencies,
  letterUrgencyWords,
  recipientKinds,
} from '#lib/content/letters/kinds.ts'
import { type Day, dayIn, fromDbDate, fullDayText, timeText, toDbDate, wallClock } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { overtaken } from '#lib/forms/overtaken.ts'
import { readBirths } from '#lib/patients/births/queries.ts'
import { nameOnLetters } from './characters/rules.ts'
import { letterFlags } from './flags/queries.ts'
import { flagNews } from './flags/rules.ts'
import { type Composed, readComposed, tooLong, withNewest } from './newest/rules.ts'
import { letterPdf } from './pdf/rules.ts'
import type { LetterDocument } from './pdf/schema.ts'
import { writableLetter, writableLetterCases } from './policy.ts'
import { listedPatterns, ownPrintedName } from './queries.ts'
import { composedNow } from './record/queries.ts'
import {
  bornText,
  differences,
  kindOf,
  nameTroubles,
  readBody,
  sameLetter,
  unready,
  writtenSections,
} from './rules.ts'
import type { LetterText, SaveLetterInput, SentInput, SignLetterInput, StartLetterInput } from './schema.ts'

export type LetterRef = { caseId: string; letterId: string }

type Target = { caseId: string; patientId: string; zone: string; today: Day }

/** The case for its team, closed or not. Throws NotFound for everybody else. */
async function letterCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<{ target: Target; by: AccountActor }> {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, writableLetterCases(actor)] },
    select: { patientId: true, patient: { select: { timeZone: true } } },
  })
  if (!row || actor.kind !== 'account') throw new NotFound('case')
  const zone = row.patient.timeZone ?? actor.timeZone
  return { target: { caseId, patientId: row.patientId, zone, today: dayIn(zone, now) }, by: actor }
}

/** What is kept of how a letter was composed. */
const composedData = ({ patterns, body, flagsTold }: Awaited<ReturnType<typeof composedNow>>, now: Date) => ({
  composed: { patterns: [...patterns], body: { ...body } },
  composedAt: now,
  flagsTold,
})

/**
 * Begins a letter, composed from the record as it is now. Sending this twice begins one. Throws NotFound off the team, Invalid
 * for a pattern that the newest evaluation does not list.
 */
export function startLetter(
  actor: Actor,
  input: StartLetterInput,
  now: Date = new Date(),
): Promise<LetterRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await letterCase(tx, actor, input.caseId, now)
    const { caseId, patientId } = target
    const listed = await listedPatterns(tx, { clinicId: actor.clinicId, caseId })
    const ticked = input.pattern.map((id) => {
      const found = listed.find((one) => one.id === id)
      if (!found)
        throw new Invalid({ pattern: ['One of these is not listed any more. Load the page again.'] })
      return found.noun
    })
    const { kind, recipientKind, recipient, urgency, id } = input
    const made = await composedNow(tx, actor, caseId, { kind, patterns: ticked }, now)
    const { count } = await tx.letter.createMany({
      data: [
        {
          ...{ id, clinicId: actor.clinicId, patientId, caseId, kind, recipientKind, recipient, urgency },
          on: toDbDate(target.today),
          body: { ...made.body },
          ...composedData(made, now),
          byId: by.accountId,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      const same = await tx.letter.count({ where: writableLetter(actor, caseId, id) })
      if (same === 0) throw new Conflict('This could not be started. Load the page again.')
      return { caseId, letterId: id }
    }
    await recordAudit(tx, actor, { type: 'letter.started', patientId, caseId, subjectId: id, data: { kind } })
    return { caseId, letterId: id }
  })
}

type Locked = {
  kind: LetterKind
  version: number
  signed: boolean
  text: LetterText
  flagsTold: string[]
  composed: Composed | null
  savedBy: string | null
  savedAt: Date | null
}

/** The letter, locked until the transaction ends. Throws NotFound off the team. */
async function lockLetter(tx: Tx, actor: Actor, { caseId, letterId }: LetterRef): Promise<Locked> {
  const where = writableLetter(actor, caseId, letterId)
  if ((await tx.letter.count({ where })) === 0) throw new NotFound('letter')
  await tx.$executeRaw`SELECT 1 FROM "Letter" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${letterId}::uuid FOR UPDATE`
  const row = await tx.letter.findFirst({ where, include: { savedBy: { select: { name: true } } } })
  if (!row) throw new NotFound('letter')
  return {
    ...{ kind: kindOf(row.kind), version: row.version, signed: row.signedAt !== null },
    ...{ flagsTold: row.flagsTold, composed: readComposed(row.composed) },
    ...{ savedBy: row.savedBy?.name ?? null, savedAt: row.savedAt },
    text: {
      on: fromDbDate(row.on),
      recipient: row.recipient,
      recipientKind: recipientKinds.find((one) => one === row.recipientKind) ?? 'other',
      urgency: letterUrgencies.find((one) => one === row.urgency) ?? 'routine',
      body: readBody(row.body),
    },
  }
}

export type SavedLetter = LetterRef & { version: number; savedText: string }

/**
 * Saves a draft; with `go` "newest" it takes the newest facts of the record in as well. Saving the same again changes nothing.
 * Throws NotFound off the team, Conflict once it is signed, Invalid for a day that has not come or for a part that has no room for
 * the newest facts, and Invalid with `stale`, `staleSaved`, `staleMine` and `staleVersion` when somebody else saved it.
 */
export function saveLetter(
  actor: Actor,
  input: SaveLetterInput,
  now: Date = new Date(),
): Promise<SavedLetter> {
  return asActor(actor, async (tx) => {
    const { target, by } = await letterCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    if (letter.signed)
      throw new Conflict('This letter is signed and does not change any more. Begin a new one.')
    const { caseId, letterId, text } = input
    if (text.on > target.today) throw new Invalid({ on: ['The day of a letter cannot be in the future.'] })
    const saved = { caseId, letterId, savedText: timeText(now, target.zone, now) }
    const newest = input.go === 'newest'
    const same = sameLetter(letter.text, text)
    if (same && !newest) return { ...saved, version: letter.version }
    if (!same && letter.version !== input.version)
      throw overtaken('letter', letter, differences(letter.text, text), target.zone, now)
    const { on, body: written, ...head } = text
    const choices = { kind: letter.kind, patterns: letter.composed?.patterns ?? [] }
    const made = newest ? await composedNow(tx, actor, caseId, choices, now) : null
    const body = made ? withNewest(written, letter.composed?.body ?? null, made.body) : written
    const long = made && tooLong(body)
    if (long) throw new Invalid(long)
    await tx.letter.updateMany({
      where: { ...writableLetter(actor, caseId, letterId), signedAt: null },
      data: {
        ...{ ...head, on: toDbDate(on), body: { ...body }, ...(made ? composedData(made, now) : {}) },
        ...{ savedById: by.accountId, savedAt: now, version: { increment: 1 } },
      },
    })
    await recordAudit(tx, actor, {
      type: 'letter.saved',
      patientId: target.patientId,
      caseId,
      subjectId: letterId,
    })
    return { ...saved, version: letter.version + 1 }
  })
}

/**
 * The letter as the signer read it. Throws Conflict when somebody saved it since, Invalid when a red flag was raised,
 * answered or settled since it was begun that she has not ticked as read: a letter that is silent about it hurts somebody.
 */
async function assertAsRead(
  tx: Tx,
  actor: Actor,
  { zone }: Target,
  letter: Locked,
  { caseId, version, flags }: SignLetterInput,
): Promise<void> {
  if (letter.version !== version)
    throw new Conflict('This letter was saved since you read it. Read it again, then sign.')
  const found = await letterFlags(tx, { clinicId: actor.clinicId, caseId, zone })
  const news = flagNews([...letter.flagsTold, ...flags], found)
  if (news.length === 0) return
  const lines = news.map(({ how, line }) => `${how}: ${line}`).join('; ')
  throw new Invalid(
    { flags: ['Please read what is new about red flags, then tick this.'] },
    `Not signed yet. Red flags since this letter was begun: ${lines}. Load the page again to look at them.`,
  )
}

/** How it is known that the patient lets a letter out. Throws Invalid when neither her form says so nor she was asked. */
async function agreement(
  tx: Tx,
  actor: Actor,
  { caseId, agreed }: { caseId: string; agreed: boolean },
  now: Date,
): Promise<'form' | 'asked'> {
  const { consents } = await readCaseFrame(tx, actor, caseId, null, now)
  if (consents.doctor === 'yes') return 'form'
  if (agreed) return 'asked'
  throw new Invalid({ agreed: ['Please ask the patient first, then tick this.'] })
}

type Ready = { done: true } | { done: false; document: LetterDocument }

/** What will stand on the letter when it is signed now, or that it is signed already. */
function readyToSign(actor: Actor, input: SignLetterInput, now: Date): Promise<Ready> {
  return asActor(actor, async (tx) => {
    const { target, by } = await letterCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    const { kind, text } = letter
    if (letter.signed) return { done: true }
    await assertAsRead(tx, actor, target, letter, input)
    await agreement(tx, actor, input, now)
    const missing = unready(kind, text)
    if (Object.keys(missing).length > 0)
      throw new Invalid(missing, `Not signed yet. ${Object.values(missing).flat().join(' ')}`)
    const owner = await tx.patient.findFirst({
      where: { clinicId: actor.clinicId, id: target.patientId },
      select: {
        ...{ fullName: true, printedName: true, number: true },
        clinic: { select: { name: true, address: true, phone: true } },
      },
    })
    if (!owner) throw new NotFound('patient')
    const births = await readBirths(tx, { clinicId: actor.clinicId, caseId: input.caseId })
    const signer = { name: by.name, printedName: await ownPrintedName(tx, by) }
    const patient = { name: owner.fullName, printedName: owner.printedName }
    const troubles = nameTroubles({ patient, signer, clinic: owner.clinic })
    if (troubles.length > 0)
      throw new Conflict(`Not signed. ${troubles.map(({ text: said }) => said).join('. ')}.`)
    const wall = wallClock(now, target.zone)
    return {
      done: false,
      document: {
        clinic: owner.clinic,
        kind: letterKindWords[kind],
        onText: fullDayText(text.on),
        recipient: text.recipient,
        urgency: kind === 'referral' ? letterUrgencyWords[text.urgency] : null,
        patient: {
          name: nameOnLetters(patient.name, patient.printedName),
          born: bornText(births),
          number: `SW-${owner.number}`,
        },
        sections: writtenSections(kind, text.body).map((name) => ({
          title: letterSectionWords[name],
          text: text.body[name],
        })),
        signedBy: nameOnLetters(signer.name, signer.printedName),
        signedText: `${fullDayText(wall.day)}, ${wall.time}`,
        signedAt: now,
        letterId: input.letterId,
      },
    }
  })
}

/**
 * Signs a letter: its file is made once, outside of any transaction, and kept with it as it was sent. Signing twice is signing
 * once. Throws NotFound off the team, Conflict when it was saved since it was read, Invalid while recipient, reason or (of a
 * referral) the question is missing, something new about red flags is not ticked as read, or nobody knows that she agrees.
 */
export async function signLetter(
  actor: Actor,
  input: SignLetterInput,
  now: Date = new Date(),
): Promise<LetterRef> {
  const ref = { caseId: input.caseId, letterId: input.letterId }
  const ready = await readyToSign(actor, input, now)
  if (ready.done) return ref
  const pdf = await letterPdf(ready.document)
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  return asActor(actor, async (tx) => {
    const { target, by } = await letterCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    if (letter.signed) return ref
    await assertAsRead(tx, actor, target, letter, input)
    const agreed = await agreement(tx, actor, input, now)
    await tx.letter.updateMany({
      where: { ...writableLetter(actor, input.caseId, input.letterId), signedAt: null },
      data: { signedAt: now, signedById: by.accountId, version: { increment: 1 } },
    })
    const of = { clinicId: actor.clinicId, patientId: target.patientId, ...ref }
    await tx.letterFile.createMany({ data: [{ ...of, pdf, sha256, createdAt: now }] })
    const about = { patientId: target.patientId, caseId: ref.caseId, subjectId: ref.letterId }
    await recordAudit(tx, actor, { type: 'letter.signed', ...about, data: { sha256, agreed } })
    return ref
  })
}

/** Records that a signed letter was sent. Sending it twice records it once. Throws Conflict for a draft, Invalid without consent. */
export function markSent(actor: Actor, input: SentInput, now: Date = new Date()): Promise<LetterRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await letterCase(tx, actor, input.caseId, now)
    const { signed } = await lockLetter(tx, actor, input)
    if (!signed) throw new Conflict('This letter is a draft. Sign it first, then send it.')
    const { id, caseId, letterId, to, how, on } = input
    if (on > target.today) throw new Invalid({ on: ['This day has not come yet.'] })
    const agreed = await agreement(tx, actor, input, now)
    const { count } = await tx.letterSending.createMany({
      data: [
        {
          ...{ id, caseId, letterId, to, how, on: toDbDate(on), at: now },
          ...{ clinicId: actor.clinicId, patientId: target.patientId, byId: by.accountId },
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      const same = await tx.letterSending.count({
        where: { clinicId: actor.clinicId, id, letterId, to, how },
      })
      if (same === 0) throw new Conflict('This was recorded already, in other words. Load the page again.')
      return { caseId, letterId }
    }
    const about = { patientId: target.patientId, caseId, subjectId: letterId }
    await recordAudit(tx, actor, { type: 'letter.sent', ...about, data: { how, agreed } })
    return { caseId, letterId }
  })
}
