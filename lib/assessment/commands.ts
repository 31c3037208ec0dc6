import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { addDays, dayText, inSentence, timeText, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { unresolvedLevel } from '#lib/flags/history/rules.ts'
import { bearingOn } from '#lib/flags/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { fullContext, storedContext } from './context/rules.ts'
import {
  carriedOver,
  differences,
  heldBack,
  sameSection,
  sectionRaw,
  sectionRevision,
  withSection,
} from './draft/rules.ts'
import { fieldOf, placeOf, sectionFields } from './fields/rules.ts'
import { measuredValues } from './measured/rules.ts'
import { examinableCases, writableAssessment } from './policy.ts'
import {
  assessmentsOf,
  type ExaminedCase,
  examinedCase,
  measuredIn,
  newestFindings,
} from './record/queries.ts'
import { findingValues } from './rules.ts'
import type { AssessmentDocument, Raw, SaveInput, SignInput, StartInput } from './schema.ts'
import { readDocument } from './schema.ts'
import { leftOut, stopReason, strengthErrors, unusualFields } from './stop/rules.ts'

/** What was examined may be entered this many days later. */
const BACK_DAYS = 30

export type Started = { caseId: string; assessmentId: string; section: string; field: string }

const json = (document: AssessmentDocument) => document as unknown as Prisma.InputJsonObject

/**
 * Begins the one draft of a case, with the set-up of the last examination. A draft that is there is gone on with, so
 * sending this twice makes one. Throws NotFound off the team, Conflict for a closed case, Invalid for a day out of range.
 */
export function startAssessment(actor: Actor, input: StartInput, now: Date = new Date()): Promise<Started> {
  return asActor(actor, async (tx) => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    if (input.on > target.today || input.on < addDays(target.today, -BACK_DAYS))
      throw new Invalid({ on: [`Choose a day from ${dayText(addDays(target.today, -BACK_DAYS))} to today.`] })
    const earlier = await assessmentsOf(tx, target)
    const raw = carriedOver(earlier.findLast((one) => one.signedAt)?.document.raw ?? {})
    const document: AssessmentDocument = {
      raw,
      context: storedContext(target.person, target.intake, raw),
      testers: {},
      stopped: null,
      ruleSetVersion,
    }
    const { clinicId, patientId, caseId } = target
    const { count } = await tx.assessment.createMany({
      data: [
        {
          ...{ id: input.id, clinicId, patientId, caseId },
          on: toDbDate(input.on),
          findings: json(document),
          byId: actor.accountId,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    })
    const place = input.field ? placeOf(input.field) : null
    const to = { caseId, section: place?.section ?? 'observation', field: place?.name ?? '' }
    if (count === 0) {
      const open = await tx.assessment.findFirst({
        where: { clinicId, case: examinableCases(actor), caseId, OR: [{ id: input.id }, { signedAt: null }] },
        orderBy: { createdAt: 'desc' },
        select: { id: true },
      })
      if (!open) throw new Conflict('This could not be started. Load the page again.')
      return { ...to, assessmentId: open.id }
    }
    await recordAudit(tx, actor, { type: 'assessment.started', patientId, caseId, subjectId: input.id })
    return { ...to, assessmentId: input.id }
  })
}

type Draft = { id: string; version: number; document: AssessmentDocument }

/** The draft, locked until the transaction ends. Throws NotFound off the team, Conflict when it is signed. */
async function lockDraft(
  tx: Tx,
  actor: Actor,
  input: { caseId: string; assessmentId: string },
): Promise<Draft> {
  const where = writableAssessment(actor, input.caseId, input.assessmentId)
  const found = await tx.assessment.findFirst({ where, select: { id: true } })
  if (!found) throw new NotFound('assessment')
  await tx.$executeRaw`SELECT 1 FROM "Assessment" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${found.id}::uuid FOR UPDATE`
  const row = await tx.assessment.findFirst({
    where,
    select: { version: true, signedAt: true, findings: true },
  })
  if (!row) throw new NotFound('assessment')
  if (row.signedAt)
    throw new Conflict('This assessment is signed. It does not change any more; start a new one.')
  return { id: found.id, version: row.version, document: readDocument(row.findings) }
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

export type SavedFindings = {
  caseId: string
  assessmentId: string
  revision: string
  version: number
  /** Fields that were not taken, with the words for each: they are as they were stored. */
  wrong: Record<string, string[]>
}

const inLists = (errors: Readonly<Record<string, string>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(errors).map(([name, text]) => [name, [text]]))

/**
 * What is to be stored of a section: the fields that can be; a wrong one holds back itself alone. Newton, lever arm and trials
 * make a torque together, so that one that nobody has holds back all of its test. Throws Invalid when it comes of the weight.
 */
function takenOf({ section, values, errors }: SaveInput, raw: Raw, weightOf: (next: Raw) => number | null) {
  const names = new Set(Object.keys(errors))
  const taken = () => heldBack(sectionRaw(section, raw), values, names)
  const impossible = () => {
    const next = withSection(section, raw, taken())
    return section === 'strength' ? strengthErrors(next, weightOf(next)) : {}
  }
  const torques = impossible()
  const tests = new Set(Object.keys(torques).map((name) => fieldOf(name)?.item))
  for (const { name, item } of sectionFields(section)) if (item && tests.has(item)) names.add(name)
  const left = impossible()
  if (Object.keys(left).length > 0)
    throw new Invalid(inLists({ ...errors, ...left }), 'Not saved yet: please correct the marked fields.')
  const words = Object.entries(torques).map(([name, text]) => [name, `${text} This test is not saved yet.`])
  return { values: taken(), wrong: inLists({ ...errors, ...Object.fromEntries(words) }) }
}

/**
 * Saves one section of a draft and evaluates the flags; a wrong field stays as it was stored and is named in `wrong`. Saving the
 * same again changes nothing. Throws NotFound off the team, Conflict when it is signed or the case is closed, Invalid for a
 * weight with which nobody has such a torque, and Invalid with `stale` and `staleRevision` when somebody saved the section in
 * between.
 */
export function saveFindings(actor: Actor, input: SaveInput, now: Date = new Date()): Promise<SavedFindings> {
  return asActor(actor, async (tx) => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const draft = await lockDraft(tx, actor, input)
    const { section } = input
    const { raw } = draft.document
    const { values, wrong } = takenOf(
      input,
      raw,
      (next) => storedContext(target.person, target.intake, next).weightKg,
    )
    const of = { caseId: input.caseId, assessmentId: draft.id }
    const saved = { ...of, revision: sectionRevision(section, values), wrong }
    if (sameSection(section, raw, values)) return { ...saved, version: draft.version }
    const is = sectionRevision(section, raw)
    if (input.revision !== is) {
      throw new Invalid(
        { ...wrong, stale: differences(section, raw, values), staleRevision: [is] },
        `${await lastSave(tx, target, draft.id, now)} has saved this part meanwhile. Yours is not saved yet.`,
      )
    }
    const next = withSection(section, raw, values)
    const context = storedContext(target.person, target.intake, next)
    const document: AssessmentDocument = {
      raw: next,
      context,
      testers: { ...draft.document.testers, ...(section === 'finish' ? {} : { [section]: actor.accountId }) },
      stopped: null,
      ruleSetVersion,
    }
    await tx.assessment.updateMany({
      where: { ...writableAssessment(actor, input.caseId, draft.id), signedAt: null },
      data: { findings: json(document), version: { increment: 1 } },
    })
    const about = { patientId: target.patientId, caseId: target.caseId, subjectId: draft.id }
    await recordAudit(tx, actor, { type: 'assessment.saved', ...about, data: { section } })
    await afterAssessment(tx, actor, target, { id: draft.id, document }, now)
    return { ...saved, version: draft.version + 1 }
  })
}

export type Signed = { caseId: string; assessmentId: string }

/**
 * Signs a draft: from then on it never changes. When the examination had to stop, the provocative tests that were left
 * are recorded as not tested, with the reason (clinical/assessment.md 1.6). Signing twice is signing once. Throws
 * Conflict when it was saved since it was looked at, Invalid when nothing is recorded or unusual values are unchecked.
 */
export function signAssessment(actor: Actor, input: SignInput, now: Date = new Date()): Promise<Signed> {
  return asActor(actor, async (tx) => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    const done = { caseId: input.caseId, assessmentId: input.assessmentId }
    const where = writableAssessment(actor, input.caseId, input.assessmentId)
    const signed = await tx.assessment.count({ where: { ...where, signedAt: { not: null } } })
    if (signed > 0) return done
    assertOpen(target)
    const draft = await lockDraft(tx, actor, input)
    if (draft.version !== input.version)
      throw new Conflict('This assessment was saved since you looked at it. Check it and sign again.')
    const { raw } = draft.document
    if (Object.keys(raw).length === Object.keys(carriedOver(raw)).length)
      throw new Invalid({}, 'Nothing is recorded yet.')
    if (unusualFields(raw).length > 0 && input.checked !== 'yes')
      throw new Invalid({ checked: ['Please check the unusual values and tick this.'] })
    const flags = await openFlags(tx, target)
    const stopped = stopReason(raw, unresolvedLevel(flags))
    const document: AssessmentDocument = {
      ...draft.document,
      raw: stopped ? { ...raw, ...leftOut(raw) } : raw,
      context: storedContext(target.person, target.intake, raw),
      stopped,
      ruleSetVersion,
    }
    await tx.assessment.updateMany({
      where: { ...where, signedAt: null },
      data: { findings: json(document), signedAt: now, byId: actor.accountId, version: { increment: 1 } },
    })
    const about = { patientId: target.patientId, caseId: target.caseId, subjectId: draft.id }
    await recordAudit(tx, actor, { type: 'assessment.signed', ...about })
    await afterAssessment(tx, actor, target, { id: draft.id, document }, now)
    return done
  })
}

const openFlags = async (tx: Tx, target: ExaminedCase) =>
  (
    await tx.redFlag.findMany({
      where: { AND: [await bearingOn(tx, target), { resolvedAt: null, supersededAt: null }] },
      select: { flagId: true },
    })
  ).map(({ flagId }) => ({ flagId, state: 'unresolved' as const }))

/**
 * What follows from findings that were saved or signed, in their transaction: the flags that they raise, and the factors.
 */
async function afterAssessment(
  tx: Tx,
  actor: Actor,
  target: ExaminedCase,
  one: { id: string; document: AssessmentDocument },
  now: Date,
): Promise<void> {
  const { raw, context } = one.document
  const all = await assessmentsOf(tx, target)
  const earlier = all.filter((other) => other.id !== one.id && other.signedAt)
  const measured = measuredValues(raw, context.weightKg)
  const findings = findingValues(
    measured,
    fullContext(
      context,
      target.intake,
      earlier.map((other) => measuredIn(other, target)),
    ),
  )
  // What was found before counts until it is tested again; what is found here counts, also in one that is entered late.
  const tested = [...findings].filter(([, value]) => value !== 'not_tested')
  const values = new Map([...target.intake, ...newestFindings({ all, target }).values, ...tested])
  const subject = { patientId: target.patientId, caseId: target.caseId, intakeId: null }
  const answered = examinedIds(raw, [...findings.keys()])
  await raiseFlags(tx, actor, { ...subject, source: 'assessment', sourceId: one.id, answered }, values, now)
  await reevaluateFactors(tx, actor, target.caseId, now)
}

const ottawaInputs = ['test_patella_isolated_tender', 'test_fibular_head_tender', 'rom_knee_flexion_deg']

/** The ids that this examination answers, without their side. The Ottawa rule is its own only with a finding of its own. */
function examinedIds(raw: Raw, found: readonly string[]): ReadonlySet<string> {
  const ids = new Set(found.map((id) => id.replace(/_(left|right)$/, '')))
  const examined = Object.keys(raw).some((name) => ottawaInputs.some((id) => name.startsWith(`${id}_`)))
  if (!examined) ids.delete('ottawa_positive')
  return ids
}
