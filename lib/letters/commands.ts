import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCase } from '#lib/cases/team/lock/commands.ts'
import { timeText, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { overtaken } from '#lib/forms/overtaken.ts'
import { type LetterRef, lockLetter } from './lock/commands.ts'
import { shortenedBody, tooLong, withNewest } from './newest/rules.ts'
import { writableLetter } from './policy.ts'
import { listedPatterns } from './queries.ts'
import { composedNow } from './record/queries.ts'
import { differences, sameLetter } from './rules.ts'
import type { SaveLetterInput, StartLetterInput } from './schema.ts'

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
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
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
          id,
          clinicId: actor.clinicId,
          patientId,
          caseId,
          kind,
          recipientKind,
          recipient,
          urgency,
          on: toDbDate(target.today),
          body: shortenedBody(made.body),
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

export type SavedLetter = LetterRef & { version: number; savedText: string }

/**
 * Saves a draft; with `go` "newest" it takes the newest facts of the record in as well. Saving the same again changes
 * nothing. Throws NotFound off the team, Conflict once it is signed or discarded, Invalid for a day that has not come or for
 * a part that has no room for the newest facts, and Invalid with `stale`, `staleSaved`, `staleMine` and `staleVersion` when
 * somebody else saved it.
 */
export function saveLetter(
  actor: Actor,
  input: SaveLetterInput,
  now: Date = new Date(),
): Promise<SavedLetter> {
  return asActor(actor, async (tx) => {
    const { target, by } = await teamCase(tx, actor, input.caseId, now)
    const letter = await lockLetter(tx, actor, input)
    if (letter.discarded) throw new Conflict('This letter was discarded. Begin a new one.')
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
      where: { ...writableLetter(actor, caseId, letterId), signedAt: null, withdrawnAt: null },
      data: {
        ...head,
        on: toDbDate(on),
        body: { ...body },
        ...(made ? composedData(made, now) : {}),
        savedById: by.accountId,
        savedAt: now,
        version: { increment: 1 },
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
