import 'server-only'
import { type Actor, ownZone } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readTreatments } from '#lib/cases/own/queries.ts'
import type { OwnCase } from '#lib/cases/own/schema.ts'
import { type Day, dayIn, fromDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { ownSafety } from '#lib/flags/queries.ts'
import { whyWaits } from '#lib/tracking/waits/queries.ts'
import type { Waits } from '#lib/tracking/waits/schema.ts'
import { activeProgram } from './active/queries.ts'
import type { ActiveProgram } from './active/schema.ts'
import { isRunningItem, leftBy } from './block/rules.ts'
import { draftOf, newestPublished } from './draft/queries.ts'
import { plainItem, plainPhase } from './plain/rules.ts'
import type { MyProgram, OwnExercise, PlainPhase } from './plain/schema.ts'
import { isPlannedRun } from './plan-week/rules.ts'
import { ownPublishedVersions, readablePrograms } from './policy.ts'
import { presentPhase, standsNow } from './present/queries.ts'
import { whyStopped } from './present/rules.ts'
import { prescribedCase } from './record/queries.ts'

type Target = { id: string; patientId: string; onHold: boolean; today: Day; timeZone: string }

/** Who reads, and when. `quiet`: a phone does, ahead of her (lib/access/quiet.ts). */
type Reader = { actor: Actor; now: Date; quiet: boolean }

/** Why the plan of one of her cases waits. */
async function waitsOf(tx: Tx, { actor, now, quiet }: Reader, caseId: string): Promise<Waits> {
  const { clinicId } = actor
  const timeZone = ownZone(actor)
  return whyWaits(tx, { clinicId, caseId, timeZone, today: dayIn(timeZone, now), quiet }, now)
}

const pausedBy = ({ messages, call, numbers, urgent, ask }: Waits): MyProgram => ({
  state: 'paused',
  words: { messages, call, numbers, urgent, ask },
})

/**
 * What goes on after a discharge. The maintenance program is made to be done alone, two sessions a week for a year
 * (clinical/programmes.md 5.12); any other program ends with the treatment. What stops or blocks a treatment that runs beside
 * it holds for it, too: the flags of one knee are the flags of the patient.
 */
async function programAfter(
  tx: Tx,
  reader: Reader,
  own: readonly OwnCase[],
  after: OwnCase,
): Promise<MyProgram> {
  const { actor, now } = reader
  const today = dayIn(ownZone(actor), now)
  const active = await activeProgram(tx, after.id, today)
  const { blockLevel } = await ownSafety(tx, after.id, { today, now, alone: true })
  if (!active || active.paused || blockLevel === 'programme') return { state: 'ended', phase: null }
  const blocks: Waits['block'][] = [blockLevel]
  let runStop = false
  for (const { id } of own.filter(({ status }) => status !== 'discharged')) {
    const waits = await waitsOf(tx, reader, id)
    if (waits.stops) return pausedBy(waits)
    blocks.push(waits.block)
    runStop ||= waits.runStop
  }
  const { content, phaseKey, phaseStartedOn, firstStage = null } = active
  const block = blocks.includes('impact') ? 'impact' : 'none'
  const at = {
    phaseKey,
    phaseStartedOn,
    firstStage,
    today,
    pausedDays: [],
    block,
    runWeek: null,
    runStop,
  } as const
  return { state: 'ended', phase: plainPhase(content, at) }
}

/** Of somebody whose treatments have all ended, with nothing that goes on. */
async function nothingAfter(tx: Tx, actor: Actor): Promise<MyProgram> {
  const newest = await tx.case.findFirst({
    where: ownCases(actor),
    orderBy: { openedAt: 'desc' },
    select: { id: true, patientId: true },
  })
  if (!newest) return { state: 'none' }
  await recordRead(tx, actor, newest)
  return { state: 'ended', phase: null }
}

const recordRead = (tx: Tx, actor: Actor, { id: caseId, patientId }: { id: string; patientId: string }) =>
  recordAudit(tx, actor, { type: 'own_record.read', patientId, caseId, data: { page: 'program' } })

type Own = { target: Target; active: ActiveProgram; block: 'none' | 'impact' } & Pick<
  Waits,
  'runStop' | 'runsWait'
>

/** What stops the own program, in her words, or the program with what the flags leave of it. */
async function ownProgram(tx: Tx, reader: Reader, asked: string | null): Promise<MyProgram | Own> {
  const { actor, now } = reader
  const timeZone = ownZone(actor)
  const today = dayIn(timeZone, now)
  const all = await readTreatments(tx, actor, today)
  const own = all.find(({ id }) => id === asked) ?? all[0]
  if (!own) return nothingAfter(tx, actor)
  await recordRead(tx, actor, own)
  if (own.status === 'discharged') return programAfter(tx, reader, all, own)
  const target = { id: own.id, patientId: own.patientId, onHold: own.status === 'on_hold', today, timeZone }
  const active = await activeProgram(tx, own.id, today)
  const waits = await waitsOf(tx, reader, own.id)
  if (waits.stops) return pausedBy(waits)
  if (target.onHold) return { state: 'on_hold' }
  const { runStop, runsWait } = waits
  if (active)
    return { target, active, block: waits.block === 'impact' ? 'impact' : 'none', runStop, runsWait }
  const next = await tx.programVersion.findFirst({
    where: { AND: [ownPublishedVersions(actor), { clinicId: actor.clinicId, caseId: target.id }] },
    orderBy: { number: 'desc' },
    select: { startsOn: true },
  })
  return next?.startsOn
    ? { state: 'upcoming', startsOn: fromDbDate(next.startsOn), today: target.today }
    : { state: 'none' }
}

/**
 * The patient's own program: the published version that holds, never a draft and never a word meant for the team. `caseId`:
 * of which treatment; else of the newest. `quiet`: fetched ahead by a phone.
 */
export function myProgram(
  actor: Actor,
  now: Date = new Date(),
  caseId: string | null = null,
  quiet = false,
): Promise<MyProgram> {
  return asActor(actor, async (tx) => {
    const own = await ownProgram(tx, { actor, now, quiet }, caseId)
    if ('state' in own) return own
    const { target, active, block, runStop, runsWait } = own
    const { patientId, timeZone, today } = target
    const of = { clinicId: actor.clinicId, caseId: target.id, patientId, timeZone, today }
    const phase = await presentPhase(tx, of, active, { block, runStop }, now)
    if (!phase) return { state: 'none' }
    const again = (runStop ? null : runsWait) ?? phase.again
    return { state: 'running', phase: { ...phase, again } }
  })
}

/** One exercise of the own program that holds. Throws NotFound for a key that is not in the present phase. */
export async function myExercise(
  actor: Actor,
  key: string,
  now: Date = new Date(),
  caseId: string | null = null,
  quiet = false,
): Promise<OwnExercise> {
  const program = await myProgram(actor, now, caseId, quiet)
  const phase = 'phase' in program ? program.phase : null
  const item = phase?.items.find((entry) => entry.key === key)
  if (!phase || !item) throw new NotFound('exercise')
  return { ...item, runCap: isPlannedRun(item) ? phase.runCap : null }
}

export type Preview = {
  caseId: string
  number: number
  draft: boolean
  /** What stops it today, so that she sees none of it. */
  stopped: string | null
  phases: readonly PlainPhase[]
}

/** The draft, else the newest version, as the patient would read it: every phase in its first week, without what waits. */
export function previewProgram(actor: Actor, caseId: string, now: Date = new Date()): Promise<Preview> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, caseId, readablePrograms(actor, now), now)
    const draft = await draftOf(tx, target)
    const shown = draft ?? (await newestPublished(tx, target))
    if (!shown) throw new NotFound('program')
    await recordAudit(tx, actor, { type: 'program.read', patientId: target.patientId, caseId })
    const stands = await standsNow(tx, target, now)
    // Where everything is stopped that is said, and the whole plan stands below it.
    const block = stands.block === 'impact' ? 'impact' : 'none'
    const phases = shown.content.phases.flatMap((phase) => {
      // A phase with runs brings back what an accepted stop took out.
      const runStop = stands.runsOut ? !phase.items.some(isRunningItem) : stands.runStop
      const plain = plainPhase(shown.content, {
        phaseKey: phase.key,
        phaseStartedOn: target.today,
        today: target.today,
        pausedDays: [],
        block,
        runWeek: null,
        runStop,
      })
      // A preview shows what begins later as well.
      const left = phase.items.filter((item) => leftBy(item, { block, runStop }))
      const items = left.flatMap((item) => plainItem(item, phase.params, target.today) ?? [])
      return plain ? { ...plain, held: block !== 'none' && left.length < phase.items.length, items } : []
    })
    return { caseId, number: shown.number, draft: draft !== null, stopped: whyStopped(stands), phases }
  })
}
