import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import { assertOpen, dayError } from '#lib/cases/rules.ts'
import { isVisit, noteTemplate } from '#lib/content/notes/templates.ts'
import { type Day, dayIn, fromDbDate, timeText, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { endVisit } from '#lib/flags/visits/commands.ts'
import { overtaken } from '#lib/forms/overtaken.ts'
import { readFacts } from './facts/queries.ts'
import { notableCases, writableNote } from './policy.ts'
import {
  anyTemplate,
  differences,
  draftText,
  isEmptyText,
  isUntouched,
  readNoteText,
  sameText,
  withFact,
  writtenText,
} from './rules.ts'
import {
  type AddendumInput,
  type NoteText,
  partLength,
  type SaveNoteInput,
  type SignNoteInput,
  type StartNoteInput,
} from './schema.ts'

export type NoteRef = { caseId: string; noteId: string }

type Target = {
  caseId: string
  patientId: string
  zone: string
  today: Day
  openedOn: Day
  status: 'open' | 'on_hold' | 'discharged' | 'referred'
}

/** The case for its team. Throws NotFound for everybody else. */
async function noteCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<{ target: Target; by: AccountActor }> {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, notableCases(actor)] },
    select: { patientId: true, status: true, openedAt: true, patient: { select: { timeZone: true } } },
  })
  if (!row || actor.kind !== 'account') throw new NotFound('case')
  const zone = row.patient.timeZone ?? actor.timeZone
  const days = { today: dayIn(zone, now), openedOn: dayIn(zone, row.openedAt) }
  return { target: { caseId, patientId: row.patientId, status: row.status, zone, ...days }, by: actor }
}

/** A visit may be written down before it is over, never before its day; one of a year ago is a wrong year. */
function assertVisit(on: Day, target: Target): void {
  const error = dayError(on, target)
  if (error) throw new Invalid({ on: [error] })
}

/**
 * Begins a note with the facts since the last signed one and the lines of the template. Sending this twice begins one.
 * Throws NotFound off the team, Conflict for a closed case, Invalid for a day that has not come or lies long before the case.
 */
export function startNote(actor: Actor, input: StartNoteInput, now: Date = new Date()): Promise<NoteRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await noteCase(tx, actor, input.caseId, now)
    assertOpen(target)
    assertVisit(input.on, target)
    const { caseId, patientId } = target
    const { answers, ...frame } = await readCaseFrame(tx, actor, caseId, null, now)
    const { facts } = await readFacts(tx, actor, { ...frame, answers }, { id: null, on: input.on }, now)
    const { count } = await tx.note.createMany({
      data: [
        {
          id: input.id,
          clinicId: actor.clinicId,
          patientId,
          caseId,
          template: input.template,
          on: toDbDate(input.on),
          text: draftText(noteTemplate(input.template), facts),
          byId: by.accountId,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      const same = await tx.note.count({ where: writableNote(actor, caseId, input.id) })
      if (same === 0) throw new Conflict('This could not be started. Load the page again.')
      return { caseId, noteId: input.id }
    }
    await recordAudit(tx, actor, { type: 'note.started', patientId, caseId, subjectId: input.id })
    return { caseId, noteId: input.id }
  })
}

type Locked = {
  version: number
  signed: boolean
  on: Day
  template: string
  text: NoteText
  savedBy: string | null
  savedAt: Date | null
}

/** The note, locked until the transaction ends. Throws NotFound off the team. */
async function lockNote(tx: Tx, actor: Actor, { caseId, noteId }: NoteRef): Promise<Locked> {
  const where = writableNote(actor, caseId, noteId)
  if ((await tx.note.count({ where })) === 0) throw new NotFound('note')
  await tx.$executeRaw`SELECT 1 FROM "Note" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${noteId}::uuid FOR UPDATE`
  const row = await tx.note.findFirst({ where, include: { savedBy: { select: { name: true } } } })
  if (!row) throw new NotFound('note')
  return {
    version: row.version,
    signed: row.signedAt !== null,
    template: row.template,
    savedAt: row.savedAt,
    on: fromDbDate(row.on),
    text: readNoteText(row.text),
    savedBy: row.savedBy?.name ?? null,
  }
}

const locked = () =>
  new Conflict('This note is signed and does not change any more. Copy what you wrote into an addendum.')

export type SavedNote = NoteRef & { version: number; savedText: string }

/**
 * Saves a draft. Saving the same again changes nothing. Anybody of the team may go on with it. Throws NotFound off the team,
 * Conflict once it is signed, Invalid for a day that has not come, and Invalid with `stale`, `staleSaved`, `staleMine`
 * and `staleVersion` when somebody else saved it in between: nothing is overwritten before both texts were seen.
 */
export function saveNote(actor: Actor, input: SaveNoteInput, now: Date = new Date()): Promise<SavedNote> {
  return asActor(actor, async (tx) => {
    const { target, by } = await noteCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    if (note.signed) throw locked()
    assertVisit(input.on, target)
    const ref = { caseId: input.caseId, noteId: input.noteId }
    const savedText = timeText(now, target.zone, now)
    const text = input.insert === '' ? input.text : await inserted(tx, actor, input, now)
    const { on, template } = input
    if (sameText(note.text, text) && note.on === on && note.template === template)
      return { ...ref, version: note.version, savedText }
    if (note.version !== input.version) {
      const apart = differences(note, { on, template, text })
      throw overtaken('note', note, apart, target.zone, now)
    }
    await tx.note.updateMany({
      where: { ...writableNote(actor, input.caseId, input.noteId), signedAt: null },
      data: {
        text,
        template,
        on: toDbDate(on),
        savedById: by.accountId,
        savedAt: now,
        version: { increment: 1 },
      },
    })
    const about = { patientId: target.patientId, caseId: target.caseId, subjectId: input.noteId }
    await recordAudit(tx, actor, { type: 'note.saved', ...about })
    return { ...ref, version: note.version + 1, savedText }
  })
}

/**
 * The text with the fact of this id at the end of its part. A fact that is gone by now is left out. Throws Invalid without room
 * for it.
 */
async function inserted(tx: Tx, actor: Actor, input: SaveNoteInput, now: Date): Promise<NoteText> {
  const { answers, ...frame } = await readCaseFrame(tx, actor, input.caseId, null, now)
  const { facts } = await readFacts(tx, actor, { ...frame, answers }, { id: input.noteId, on: input.on }, now)
  const fact = facts.find(({ id }) => id === input.insert)
  if (!fact) return input.text
  const text = withFact(input.text, fact)
  if (text[fact.part].length > partLength)
    throw new Invalid({
      [fact.part]: ['This does not fit in here any more. Please shorten this part first.'],
    })
  return text
}

/**
 * Signs a note: from then on it only gets addenda, and whoever signs answers for it, whoever began it. What is signed is
 * what was written: headings of a template with nothing under them go. Signing twice is signing once. Throws NotFound off
 * the team, Conflict when it was saved since it was read, Invalid when nothing is written.
 */
export function signNote(actor: Actor, input: SignNoteInput, now: Date = new Date()): Promise<NoteRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await noteCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    const ref = { caseId: input.caseId, noteId: input.noteId }
    if (note.signed) return ref
    if (note.version !== input.version)
      throw new Conflict('This note was saved since you read it. Read it again, then sign.')
    const text = writtenText(note.text, anyTemplate)
    if (isEmptyText(text) || isUntouched(text)) throw new Invalid({}, 'Nothing is written yet.')
    await tx.note.updateMany({
      where: { ...writableNote(actor, input.caseId, input.noteId), signedAt: null },
      data: { text, signedAt: now, signedById: by.accountId, version: { increment: 1 } },
    })
    const about = { patientId: target.patientId, caseId: target.caseId, subjectId: input.noteId }
    await recordAudit(tx, actor, { type: 'note.signed', ...about })
    const visit = { clinicId: actor.clinicId, caseId: target.caseId, timeZone: target.zone, on: note.on }
    if (isVisit(note.template)) await endVisit(tx, visit, now)
    return ref
  })
}

/**
 * Adds to a signed note; also in a closed case, so that a mistake can be put right. Sending it twice adds it once. Throws
 * NotFound off the team, Conflict while the note is a draft.
 */
export function addAddendum(actor: Actor, input: AddendumInput, now: Date = new Date()): Promise<NoteRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await noteCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    if (!note.signed)
      throw new Conflict('This note is a draft. Write into it; an addendum belongs to a signed note.')
    const { caseId, noteId, id, text } = input
    const { count } = await tx.noteAddendum.createMany({
      data: [
        {
          id,
          noteId,
          caseId,
          text,
          clinicId: actor.clinicId,
          patientId: target.patientId,
          byId: by.accountId,
          at: now,
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) {
      const same = await tx.noteAddendum.count({
        where: { clinicId: actor.clinicId, id, noteId, caseId, text },
      })
      if (same === 0)
        throw new Conflict('This was added already, in other words. Load the page again and look.')
      return { caseId, noteId }
    }
    const about = { patientId: target.patientId, caseId, subjectId: noteId }
    await recordAudit(tx, actor, { type: 'note.addendum_added', ...about, data: { addendumId: id } })
    return { caseId, noteId }
  })
}
