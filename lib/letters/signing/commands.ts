import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { type TeamCase, teamCase } from '#lib/cases/team/lock/commands.ts'
import { letterKindWords, letterSectionWords, letterUrgencyWords } from '#lib/content/letters/kinds.ts'
import { fullDayText, wallClock } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { readBirths } from '#lib/patients/births/queries.ts'
import { nameOnLetters } from '../characters/rules.ts'
import { letterFlags } from '../flags/queries.ts'
import { flagNews } from '../flags/rules.ts'
import { type LetterRef, type Locked, lockLetter } from '../lock/commands.ts'
import { letterPdf } from '../pdf/commands.ts'
import type { LetterDocument } from '../pdf/schema.ts'
import { writableLetter } from '../policy.ts'
import { ownPrintedName } from '../queries.ts'
import { bornText, nameTroubles, unready, writtenSections } from '../rules.ts'
import type { SignLetterInput } from '../schema.ts'
import { agreement } from '../sending/commands.ts'

/**
 * The letter as the signer read it. Throws Conflict when somebody saved or discarded it since, Invalid when a red flag was raised,
 * answered or settled since it was begun that she has not ticked as read: a letter that is silent about it hurts somebody.
 */
async function assertAsRead(
  tx: Tx,
  actor: Actor,
  { zone }: TeamCase,
  letter: Locked,
  { caseId, version, flags }: SignLetterInput,
): Promise<void> {
  if (letter.discarded) throw new Conflict('This letter was discarded. Begin a new one.')
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

type Ready = { done: true } | { done: false; document: LetterDocument }

/** What will stand on the letter when it is signed now, or that it is signed already. */
function readyToSign(actor: Actor, input: SignLetterInput, now: Date): Promise<Ready> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    const { kind, text } = letter
    if (letter.signed) return { done: true }
    await assertAsRead(tx, actor, target, letter, input)
    await agreement(tx, actor, input, text, now)
    const missing = unready(kind, text)
    if (Object.keys(missing).length > 0)
      throw new Invalid(missing, `Not signed yet. ${Object.values(missing).flat().join(' ')}`)
    const owner = await tx.patient.findFirst({
      where: { clinicId: actor.clinicId, id: target.patientId },
      select: {
        fullName: true,
        printedName: true,
        number: true,
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
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    if (letter.signed) return ref
    await assertAsRead(tx, actor, target, letter, input)
    const agreed = await agreement(tx, actor, input, letter.text, now)
    await tx.letter.updateMany({
      where: { ...writableLetter(actor, input.caseId, input.letterId), signedAt: null, withdrawnAt: null },
      data: { signedAt: now, signedById: by.accountId, version: { increment: 1 } },
    })
    const of = { clinicId: actor.clinicId, patientId: target.patientId, ...ref }
    await tx.letterFile.createMany({ data: [{ ...of, pdf, sha256, createdAt: now }] })
    const about = { patientId: target.patientId, caseId: ref.caseId, subjectId: ref.letterId }
    await recordAudit(tx, actor, { type: 'letter.signed', ...about, data: { sha256, agreed } })
    return ref
  })
}
