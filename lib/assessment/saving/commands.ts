import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { inSentence, timeText, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { heardAllTheSame } from '#lib/flags/heard/commands.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { storedContext } from '../context/rules.ts'
import { lockDraft } from '../draft/commands.ts'
import { dayDifference, differences, sameSection, sectionRevision, withSection } from '../draft/rules.ts'
import type { FormSection } from '../fields/schema.ts'
import { actOnFindings, hearFindings } from '../findings/commands.ts'
import { hasHops, stoppedHops } from '../hops/rules.ts'
import { examinableCases, writableAssessment } from '../policy.ts'
import { assessmentsOf, type ExaminedCase, examinedCase, signedBefore } from '../record/queries.ts'
import type { AssessmentDocument } from '../record/schema.ts'
import type { Raw, SaveInput } from '../schema.ts'
import { progressOf } from '../stop/rules.ts'
import { warningsOf } from '../warnings/queries.ts'
import type { Warnings } from '../warnings/schema.ts'
import { statementsOf, takenDay, takenOf } from './rules.ts'

export type SavedFindings = {
  caseId: string
  assessmentId: string
  revision: string
  version: number
  /** Fields that were not taken, with the words for each: they are as they were stored. */
  wrong: Record<string, string[]>
  /** What is asked for now: said at once, before the next test is done. */
  warnings: Warnings
  /** How much of the section is recorded now. */
  done: number
}

/**
 * Saves one section of a draft, the last one with the day of the examination, and evaluates the flags; a wrong field, as a
 * hop test that a block stops, stays as it was stored and is named in `wrong`. Saving the same again changes nothing. Throws
 * NotFound off the team, Conflict when it is signed, and in a closed case, where the last section can still be finished;
 * Invalid for a weight with which nobody has such a torque, and Invalid with `stale` and `staleRevision` when somebody saved
 * the section in between.
 */
export function saveFindings(actor: Actor, input: SaveInput, now: Date = new Date()): Promise<SavedFindings> {
  const save = async (tx: Tx): Promise<SavedFindings> => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    const { section } = input
    if (section !== 'finish') assertOpen(target)
    const draft = await lockDraft(tx, actor, input)
    const { raw } = draft.document
    const stopped = hasHops(section)
      ? stoppedHops(section, raw, (await caseSafety(tx, target, target.today)).blockLevel)
      : new Set<string>()
    const taken = takenOf(
      input,
      raw,
      stopped,
      (next) => storedContext(target.person, target.intake, next).weightKg,
    )
    const { values } = taken
    const { on, wrong: ofDay } = takenDay(input, draft.on, target)
    const wrong = { ...taken.wrong, ...ofDay }
    const of = { caseId: input.caseId, assessmentId: draft.id }
    const saved = { ...of, revision: sectionRevision(section, values, on), wrong }
    const warned = (stored: Raw) => warningsNow(tx, target, { id: draft.id, section, raw: stored })
    if (sameSection(section, raw, values) && on === draft.on)
      return {
        ...saved,
        version: draft.version,
        warnings: await warned(raw),
        done: progressOf(raw, section).done,
      }
    const is = sectionRevision(section, raw, draft.on)
    if (input.revision !== is) {
      throw new Invalid(
        {
          ...wrong,
          stale: [...differences(section, raw, values), ...dayDifference(draft.on, on)],
          staleRevision: [is],
        },
        `${await lastSave(tx, target, draft.id, now)} has saved this part meanwhile. Yours is not saved yet.`,
      )
    }
    const next = withSection(section, raw, values)
    const context = storedContext(target.person, target.intake, next)
    const document: AssessmentDocument = {
      raw: next,
      context,
      testers: { ...draft.document.testers, ...(section === 'finish' ? {} : { [section]: actor.accountId }) },
      ...statementsOf(draft.document, next, { byId: actor.accountId, at: now }),
      stopped: null,
      ruleSetVersion,
    }
    await tx.assessment.updateMany({
      where: { ...writableAssessment(actor, input.caseId, draft.id), signedAt: null },
      data: {
        on: toDbDate(on),
        findings: document as unknown as Prisma.InputJsonObject,
        version: { increment: 1 },
      },
    })
    const about = { patientId: target.patientId, caseId: target.caseId, subjectId: draft.id }
    await recordAudit(tx, actor, { type: 'assessment.saved', ...about, data: { section } })
    await actOnFindings(tx, actor, target, draft.id, now)
    return {
      ...saved,
      version: draft.version + 1,
      warnings: await warned(next),
      done: progressOf(next, section).done,
    }
  }
  return heardAllTheSame(
    () => asActor(actor, save),
    () => asActor(actor, (tx) => hearUnsaved(tx, actor, input, now)),
  )
}

/** Raises the flags of a section that a fault undid, as far as its fields can be. */
async function hearUnsaved(tx: Tx, actor: Actor, input: SaveInput, now: Date): Promise<string | null> {
  const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
  const { id, document } = await lockDraft(tx, actor, input)
  const { raw } = document
  const weightOf = (next: Raw) => storedContext(target.person, target.intake, next).weightKg
  const { values } = takenOf(input, raw, new Set(), weightOf)
  return hearFindings(tx, actor, target, { id, raw: withSection(input.section, raw, values) }, now)
}

async function warningsNow(
  tx: Tx,
  target: ExaminedCase,
  draft: { id: string; section: FormSection; raw: Raw },
): Promise<Warnings> {
  const all = await assessmentsOf(tx, target)
  const here = all.find((one) => one.id === draft.id)
  return warningsOf(tx, target, draft, here ? signedBefore(all, here) : [])
}

/** Who saved last and when, for the one who comes second. */
async function lastSave(tx: Tx, target: ExaminedCase, id: string, now: Date): Promise<string> {
  const event = await tx.auditEvent.findFirst({
    where: { clinicId: target.clinicId, caseId: target.caseId, type: 'assessment.saved', subjectId: id },
    orderBy: { at: 'desc' },
    select: { at: true, account: { select: { name: true } } },
  })
  return event
    ? `${event.account?.name ?? 'Somebody else'} (${inSentence(timeText(event.at, target.zone, now))})`
    : 'Somebody else'
}
