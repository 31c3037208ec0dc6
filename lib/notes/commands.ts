import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import { assertOpen, dayError } from '#lib/cases/rules.ts'
import { type TeamCase, teamCase } from '#lib/cases/team/lock/commands.ts'
import { isVisit, noteTemplate } from '#lib/content/notes/templates.ts'
import { type Day, timeText, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { endVisit } from '#lib/flags/visits/commands.ts'
import { overtaken } from '#lib/forms/overtaken.ts'
import { readFacts } from './facts/queries.ts'
import { lockNote, type NoteRef } from './lock/commands.ts'
import { writableNote } from './policy.ts'
import {
  anyTemplate,
  differences,
  draftText,
  isEmptyText,
  isUntouched,
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

/** A visit may be written down before it is over, never before its day; one of a year ago is a wrong year. */
function assertVisit(on: Day, target: TeamCase): void {
  const error = dayError(on, target)
  if (error) throw new Invalid({ on: [error] })
}

/**
 * Begins a note with the facts since the last signed one and the lines of the template. Sending this twice begins one.
 * Throws NotFound off the team, Conflict for a closed case, Invalid for a day that has not come or lies long before the case.
 */
export function startNote(actor: Actor, input: StartNoteInput, now: Date = new Date()): Promise<NoteRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
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

const discardedNote = () => new Conflict('This note was discarded. Copy what you wrote into a new one.')

function assertDraft({ signed, discarded }: { signed: boolean; discarded: boolean }): void {
  if (discarded) throw discardedNote()
  if (signed)
    throw new Conflict(
      'This note is signed and does not change any more. Copy what you wrote into an addendum.',
    )
}

export type SavedNote = NoteRef & { version: number; savedText: string }

/**
 * Saves a draft. Saving the same again changes nothing. Anybody of the team may go on with it. Throws NotFound off the team,
 * Conflict once it is signed or discarded, Invalid for a day that has not come, and Invalid with `stale`, `staleSaved`, `staleMine`
 * and `staleVersion` when somebody else saved it in between: nothing is overwritten before both texts were seen.
 */
export function saveNote(actor: Actor, input: SaveNoteInput, now: Date = new Date()): Promise<SavedNote> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    assertDraft(note)
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
      where: { ...writableNote(actor, input.caseId, input.noteId), signedAt: null, withdrawnAt: null },
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
 * the team, Conflict when it was saved since it was read or is discarded, Invalid when nothing is written.
 */
export function signNote(actor: Actor, input: SignNoteInput, now: Date = new Date()): Promise<NoteRef> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    const ref = { caseId: input.caseId, noteId: input.noteId }
    if (note.signed) return ref
    assertDraft(note)
    if (note.version !== input.version)
      throw new Conflict('This note was saved since you read it. Read it again, then sign.')
    const text = writtenText(note.text, anyTemplate)
    if (isEmptyText(text) || isUntouched(text)) throw new Invalid({}, 'Nothing is written yet.')
    await tx.note.updateMany({
      where: { ...writableNote(actor, input.caseId, input.noteId), signedAt: null, withdrawnAt: null },
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
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const note = await lockNote(tx, actor, input)
    if (note.discarded) throw discardedNote()
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
