import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { acceptedRunStop } from '#lib/programs/active/queries.ts'
import { insertDraft } from '#lib/programs/draft/commands.ts'
import { impactNames } from '#lib/programs/permission/rules.ts'
import { publish } from '#lib/programs/publishing/commands.ts'
import { type Careful, carefulNames } from '#lib/programs/publishing/rules.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import { overtakenSql, phasesSql } from '#lib/programs/rows/queries.ts'
import { contentOfRows } from '#lib/programs/rows/rules.ts'
import type { PhaseRow } from '#lib/programs/rows/schema.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { isEmptied, loweredDraft } from '../../content/rules.ts'
import type { Waiting } from '../answer/commands.ts'
import { draftIsOpen } from '../rules.ts'

export type Planned = {
  number: number
  startsOn: Day
  endsStopId: string | null
  content: ProgramVersionContent
}
type Row = Omit<Planned, 'content'> & { templateId: string | null; phases: readonly PhaseRow[] | null }

/**
 * The versions above `number` that are still to begin, in the order in which they will; none that a newer one overtakes. The
 * caller has checked the case.
 */
export async function plannedVersions(
  tx: Tx,
  { clinicId, caseId, today, timeZone }: Pick<PrescribedCase, 'clinicId' | 'caseId' | 'today' | 'timeZone'>,
  number: number,
): Promise<Planned[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT v.number, to_char(v."startsOn", 'YYYY-MM-DD') AS "startsOn", v."endsStopId", v."templateId", ${phasesSql} AS phases FROM "ProgramVersion" v
    WHERE v."clinicId" = ${clinicId}::uuid AND v."caseId" = ${caseId}::uuid AND v."publishedAt" IS NOT NULL
      AND v.number > ${number} AND v."startsOn" > ${today}::date
      AND NOT ${overtakenSql(timeZone)} ORDER BY v.number`
  return rows.map(({ templateId, phases, ...row }) => ({
    ...row,
    content: contentOfRows(templateId, phases ?? []),
  }))
}

type Step = {
  readonly content: ProgramVersionContent
  /** What it goes on from, whose reasons hold on. */
  readonly from: { readonly number: number; readonly content: ProgramVersionContent }
  readonly phaseKey: string
  readonly startsOn: Day
  readonly note: string
  readonly careful: Careful
  /** Null: the patient is told of another one. */
  readonly url: string | null
  readonly regress: boolean
  /** The stop of running that ends with it. */
  readonly endsStopId?: string | null
}

/** Publishes a version that a suggestion makes, for the reasons of the one before it; its number. */
export async function publishStep(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  { content, from, phaseKey, startsOn, note, careful, url, regress, endsStopId }: Step,
  now: Date,
): Promise<number> {
  const draft = await insertDraft(tx, actor, target, content, now)
  if (!draft) throw draftIsOpen()
  const asBefore = `as in version ${from.number}`
  const { number } = await publish(
    tx,
    actor,
    {
      caseId: target.caseId,
      versionId: draft.versionId,
      version: 1,
      startsOn,
      phaseKey,
      note: note.slice(0, 500),
      impactReason: impactNames(content).length > 0 ? asBefore : '',
      pregnancyReason: carefulNames(content, careful).length > 0 ? asBefore : '',
      entryReason: '',
      ...(endsStopId ? { endsStopId } : {}),
    },
    { url, now, regress, goesOn: { content: from.content, phaseKey } },
  )
  return number
}

type Lowered = Pick<Step, 'phaseKey' | 'note' | 'careful'> & { readonly waiting: Waiting }

/**
 * Publishes again what waits to begin, since a newer version takes its place until then: each on its day, lowered likewise. One
 * of which nothing is left does not begin. How many were published, and the numbers of those that do not begin any more.
 */
export async function publishPlanned(
  tx: Tx,
  actor: Actor,
  target: PrescribedCase,
  planned: readonly Planned[],
  { phaseKey, note, careful, waiting }: Lowered,
  now: Date,
): Promise<{ published: number; dropped: readonly number[] }> {
  const { caseId, timeZone, today } = target
  // What it says of an older stop is over, and of the one that takes the runs now nobody has said anything.
  const stops = waiting.change.kind === 'pause_running'
  const stop = stops ? null : await acceptedRunStop(tx, { caseId, timeZone, today })
  const dropped: number[] = []
  for (const from of planned) {
    const content = loweredDraft(from.content, phaseKey, waiting.subject, waiting.change)
    const { number, startsOn } = from
    if (isEmptied(content, phaseKey)) {
      dropped.push(number)
      continue
    }
    const endsStopId = from.endsStopId === stop ? stop : null
    const said = `As version ${number}, with the same taken back. ${note}`
    const how = { startsOn, endsStopId, url: null, regress: true }
    const step = { ...how, content, from, phaseKey, note: said, careful }
    await publishStep(tx, actor, target, step, now)
  }
  return { published: planned.length - dropped.length, dropped }
}
