import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { blockById } from '#lib/content/programs/index.ts'
import { inSentence, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { applyIntent, emptyContent } from '#lib/programs/edits/rules.ts'
import { fitFromAnswers } from '#lib/programs/fit/rules.ts'
import { mergeDraft } from '#lib/programs/merging/rules.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { reopenTaken } from '#lib/programs/progression/reopening/commands.ts'
import { lockProgram } from '#lib/programs/record/commands.ts'
import { keptBackOf, type PrescribedCase, prescribedCase } from '#lib/programs/record/queries.ts'
import { rowsOfContent } from '#lib/programs/rows/rules.ts'
import type { RecordKeys } from '#lib/programs/rows/schema.ts'
import { type ProgramVersionContent, programVersionContent } from '#lib/programs/schema.ts'
import { seenOf } from '#lib/programs/seen/rules.ts'
import type { SeenPhase } from '#lib/programs/seen/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { draftOf, newestPublished, writableVersion } from './queries.ts'
import type { DiscardForm, DraftForm, StartForm } from './schema.ts'

const keysOf = ({ clinicId, patientId, caseId }: RecordKeys): RecordKeys => ({ clinicId, patientId, caseId })

/** The phases and items of a version that has none yet. */
export async function writeContent(
  tx: Tx,
  of: RecordKeys,
  versionId: string,
  content: ProgramVersionContent,
) {
  const rows = rowsOfContent(content, of, versionId, newId)
  await tx.programPhase.createMany({ data: rows.phases })
  await tx.programItem.createMany({ data: rows.items })
}

async function firstContent(
  tx: Tx,
  target: PrescribedCase,
  { from, blocks = [] }: Pick<StartForm, 'from' | 'blocks'>,
  atClinic: boolean,
): Promise<ProgramVersionContent> {
  if (from === 'empty') return emptyContent()
  if (from === 'newest') {
    const newest = await newestPublished(tx, target)
    if (!newest) throw new Conflict('No version is published yet. Start from a template.')
    return newest.content
  }
  const chosen = blocks.map((id) => blockById(id))
  if (chosen.includes(null)) throw new NotFound('block')
  const made = fromTemplate(
    from,
    fitFromAnswers(target.answers, { ...(await keptBackOf(tx, target)), atClinic }, target),
    chosen.filter((block) => block !== null),
  )
  if (!made) throw new NotFound('template')
  return made.content
}

/**
 * Writes a draft into the program of a case, which is made when there is none. Null when a draft is there already, which then
 * stays as it is. The caller has checked that the actor is on the team.
 */
export async function insertDraft(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  given: ProgramVersionContent | (() => Promise<ProgramVersionContent>),
  now: Date,
  atClinic: boolean = target.atClinic,
): Promise<{ versionId: string } | null> {
  if (actor.kind !== 'account') throw new NotFound('case')
  const of = keysOf(target)
  await tx.program.createMany({ data: [{ id: newId(), ...of, createdAt: now }], skipDuplicates: true })
  const program = await tx.program.findFirst({
    where: { clinicId: of.clinicId, caseId: of.caseId, case: prescribableCases(actor) },
    select: { id: true, versions: { orderBy: { number: 'desc' }, take: 1, select: { number: true } } },
  })
  if (!program) throw new NotFound('case')
  const content = typeof given === 'function' ? await given() : given
  const versionId = newId()
  const { count } = await tx.programVersion.createMany({
    data: [
      {
        id: versionId,
        ...of,
        programId: program.id,
        number: (program.versions[0]?.number ?? 0) + 1,
        templateId: content.templateId,
        createdById: actor.accountId,
        createdAt: now,
        savedAt: now,
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) return null
  await writeContent(tx, of, versionId, content)
  const anew = atClinic !== target.atClinic
  if (anew)
    await tx.program.updateMany({
      where: { id: program.id, clinicId: of.clinicId, case: prescribableCases(actor) },
      data: { atClinic },
    })
  await recordAudit(tx, actor, {
    type: 'program.drafted',
    ...about(of),
    subjectId: versionId,
    data: { versionId, ...(anew ? { atClinic } : {}) },
  })
  return { versionId }
}

/**
 * Begins the one draft of a case: from a template, empty, or as a copy of the newest version. A draft that is there
 * already is left as it is, so sending this twice makes one. Throws NotFound off the team, Conflict for a closed case.
 */
export function startDraft(
  actor: Actor,
  input: StartForm,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const atClinic = input.atClinic === undefined ? target.atClinic : input.atClinic === 'yes'
    await insertDraft(tx, actor, target, () => firstContent(tx, target, input, atClinic), now, atClinic)
    return { caseId: target.caseId }
  })
}

const about = ({ patientId, caseId }: RecordKeys) => ({ patientId, caseId })

/** Who saved last and when, for the one who comes second. */
async function lastSave(tx: Tx, target: PrescribedCase, versionId: string, now: Date): Promise<string> {
  const event = await tx.auditEvent.findFirst({
    where: {
      clinicId: target.clinicId,
      caseId: target.caseId,
      type: 'program.draft_saved',
      subjectId: versionId,
    },
    orderBy: { at: 'desc' },
    select: { at: true, account: { select: { name: true } } },
  })
  if (!event) return 'Somebody else'
  return `${event.account?.name ?? 'Somebody else'} (${inSentence(timeText(event.at, target.timeZone, now))})`
}

/** The draft, locked until the transaction ends: of two saves at once the later one sees what the earlier one wrote. */
async function lockedDraft(tx: Tx, target: PrescribedCase, versionId: string) {
  await tx.$executeRaw`
    SELECT 1 FROM "ProgramVersion"
    WHERE "clinicId" = ${target.clinicId}::uuid AND "caseId" = ${target.caseId}::uuid AND id = ${versionId}::uuid
    FOR UPDATE`
  const draft = await draftOf(tx, target)
  if (draft?.id === versionId) return draft
  throw new Conflict(
    'This draft was published or discarded meanwhile. Copy what you typed and load the page again.',
  )
}

const sameContent = (a: ProgramVersionContent, b: ProgramVersionContent) =>
  JSON.stringify(a) === JSON.stringify(b)

export type SavedDraft = {
  version: number
  savedAt: string
  /** The phase as it is saved; null when it was taken out. */
  seen: SeenPhase | null
  /** What somebody else did meanwhile, as a sentence. */
  news: string | null
}

/**
 * Takes over what was typed for one phase and what was pressed. Each exercise, and the settings of the phase, are a part of
 * their own: a part that somebody else changed since it was seen is refused with both texts (Invalid with `stale`,
 * `staleSaved`, `staleMine`, and `staleSeen`: what she has seen once she has read them), and nothing is saved until she has
 * chosen. Nothing is saved either while a cell is wrong (Invalid, with the limits by field). Saving the same again changes
 * nothing, and a press that is sent twice counts once.
 */
export function saveDraft(actor: Actor, input: DraftForm, now: Date = new Date()): Promise<SavedDraft> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    assertOpen(target)
    const draft = await lockedDraft(tx, target, input.versionId)
    const phase = draft.content.phases.find(({ key }) => key === input.phaseKey)
    const saved = { version: draft.version, savedAt: draft.savedAt.toISOString(), seen: null, news: null }
    if (!phase && input.intent.kind === 'phase_remove') return saved
    if (!phase)
      throw new Conflict('This phase was taken out meanwhile. Copy what you typed and load the page again.')
    const merged = mergeDraft(draft.content, phase, input)
    const who = merged.news.length > 0 ? await lastSave(tx, target, draft.id, now) : ''
    if (merged.clashes.length > 0)
      throw new Invalid(
        {
          stale: merged.clashes.map(({ label }) => label),
          staleSaved: merged.clashes.map(({ saved }) => saved),
          staleMine: merged.clashes.map(({ mine }) => mine),
          staleSeen: [JSON.stringify(merged.seen)],
        },
        `${who || 'Somebody else'} has saved this draft meanwhile. Yours is not saved yet; both texts are below.`,
      )
    if (Object.keys(merged.errors).length > 0)
      throw new Invalid(merged.errors, 'Not saved yet: please correct the marked cells.')
    const { content, intent } = merged
    const next = programVersionContent.safeParse(intent ? applyIntent(content, phase.key, intent) : content)
    if (!next.success) throw new Invalid({}, next.error.issues[0]?.message ?? 'This cannot be saved.')
    const after = next.data.phases.find(({ key }) => key === phase.key)
    const told = {
      seen: after ? seenOf(next.data, after) : null,
      news: merged.news.length > 0 ? `${who} meanwhile ${merged.news.join(', ')}.` : null,
    }
    if (sameContent(next.data, draft.content)) return { ...saved, ...told }
    const { count } = await tx.programVersion.updateMany({
      where: {
        ...writableVersion(actor, input.caseId, draft.id),
        publishedAt: null,
        version: draft.version,
      },
      data: { savedAt: now, version: { increment: 1 } },
    })
    if (count === 0) throw new Conflict('Somebody saved this draft a moment ago. Try again.')
    await tx.programPhase.deleteMany({ where: { clinicId: target.clinicId, versionId: draft.id } })
    await writeContent(tx, keysOf(target), draft.id, next.data)
    await recordAudit(tx, actor, {
      type: 'program.draft_saved',
      ...about(target),
      subjectId: draft.id,
      data: { versionId: draft.id },
    })
    return { version: draft.version + 1, savedAt: now.toISOString(), ...told }
  })
}

/**
 * Throws a draft away; a suggestion that was taken into it waits again while it holds. Throws Conflict when it was changed or
 * published meanwhile.
 */
export function discardDraft(
  actor: Actor,
  input: DiscardForm,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, input.caseId, prescribableCases(actor), now)
    await lockProgram(tx, target)
    const where = {
      ...writableVersion(actor, input.caseId, input.versionId),
      publishedAt: null,
      version: input.version,
    }
    const draft = await tx.programVersion.findFirst({ where, select: { createdAt: true } })
    const { count } = await tx.programVersion.deleteMany({ where })
    if (!draft || count === 0)
      throw new Conflict('This draft was changed or published meanwhile. Look at it before you discard it.')
    await recordAudit(tx, actor, {
      type: 'program.draft_discarded',
      ...about(target),
      subjectId: input.versionId,
      data: { versionId: input.versionId },
    })
    if (!target.facts.closed) await reopenTaken(tx, actor, target, draft.createdAt, now)
    return { caseId: input.caseId }
  })
}
