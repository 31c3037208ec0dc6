import { beforeEach, expect, it } from 'vitest'
import { caseOf } from '#lib/alerts/evaluation/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase } from '#lib/programs/course/commands.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { runWeekAfter } from '#lib/programs/progression/run-rows/rules.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { caseProgress } from '#lib/tracking/progress/queries.ts'
import { active, at, eachBeginsWith, me, physio, setUp, sql, world } from './setting.ts'

await setUp()

// A version that only begins later moves the present phase to another place; until then nothing else may be read.
eachBeginsWith('prog_hip_focus')

const zone = 'Europe/Zurich'
const onDay = (n: number) => dayIn(zone, at(n))

beforeEach(async () => {
  const { content } = await active(1)
  const [program] = await sql<{ version: number }[]>`
    SELECT version FROM "Program" WHERE "caseId" = ${me().caseId}`
  const form = { caseId: me().caseId, version: program?.version ?? 0, startedOn: onDay(1) }
  const phaseKey = content.phases[1]?.key ?? ''
  await changePhase(physio(), { ...form, phaseKey, entryReason: 'strong in all of it' } as never, at(1))
  // All of it was long ago, so that nothing but what waits to begin changed in the weeks that are read.
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`UPDATE "ProgramEvent" SET "on" = "on" - 60, "phaseStartedOn" = "phaseStartedOn" - 60 WHERE "caseId" = ${me().caseId}`
    await tx`UPDATE "ProgramVersion" SET "startsOn" = "startsOn" - 60 WHERE "caseId" = ${me().caseId}`
    await tx`UPDATE "Program" SET "activatedOn" = "activatedOn" - 60, "phaseStartedOn" = "phaseStartedOn" - 60
      WHERE "caseId" = ${me().caseId}`
  })
})

/** Publishes on day 12 what `write` makes of the draft, to begin on day `n`. */
async function publishLater(n: number, write?: (versionId: string) => Promise<unknown>) {
  await startDraft(physio(), { caseId: me().caseId, from: 'newest' }, at(12))
  const { draft } = await programPage(physio(), me().caseId, undefined, at(12))
  if (!draft) throw new Error('no draft')
  await write?.(draft.versionId)
  await publishDraft(
    physio(),
    {
      caseId: me().caseId,
      versionId: draft.versionId,
      version: draft.version,
      startsOn: onDay(n),
      phaseKey: 'prog_hip_focus_p2',
      note: '',
      impactReason: 'hops well',
      pregnancyReason: '',
      entryReason: 'walks half an hour without pain, told in the room',
    },
    at(12),
  )
}

/** No two may have the same place meanwhile. */
async function moveAll(versionId: string, by: 1 | -1) {
  await sql`UPDATE "ProgramPhase" SET position = position + 15 WHERE "versionId" = ${versionId}`
  await sql`UPDATE "ProgramPhase" SET position = position - 15 + ${by} WHERE "versionId" = ${versionId}`
}

async function remove(versionId: string) {
  await sql`DELETE FROM "ProgramPhase" WHERE "versionId" = ${versionId} AND position = 0`
  await moveAll(versionId, -1)
}

/** The first phase once more before it. */
async function insert(versionId: string) {
  await moveAll(versionId, 1)
  const id = newId()
  const [first] = await sql<{ id: string }[]>`
    INSERT INTO "ProgramPhase" SELECT (jsonb_populate_record(h, jsonb_build_object('id', ${id}::text, 'position', 0, 'key', 'phase_before'))).*
    FROM "ProgramPhase" h WHERE h."versionId" = ${versionId} AND h.position = 1
    RETURNING (SELECT h.id FROM "ProgramPhase" h WHERE h."versionId" = ${versionId} AND h.position = 1)`
  await sql`
    INSERT INTO "ProgramItem" SELECT (jsonb_populate_record(i,
      jsonb_build_object('id', gen_random_uuid(), 'phaseId', ${id}::text, 'key', 'k' || i.position))).*
    FROM "ProgramItem" i WHERE i."phaseId" = ${first?.id ?? ''}`
}

/** What the rules, the alerts and the chart read of the phase. */
async function readOn(n: number) {
  const { caseId, patientId } = me()
  const { clinicId } = world.one
  const [read, row] = await asActor(physio(), async (tx) => [
    await readCaseInput(tx, { clinicId, caseId, patientId, timeZone: zone }, at(n)),
    (await readBatch(tx, caseOf(clinicId, caseId), zone, at(n)))[0],
  ])
  if (!row) throw new Error('no case')
  const one = batchCase(row)
  const { sessionWeeks } = await caseProgress(physio(), caseId, '4', at(n))
  return {
    phases: [read.input.phase?.key, read.phase?.key, one.input.phase?.key],
    place: read.phase?.position,
    began: [read.input.phase?.startedOn, one.input.phase?.startedOn],
    last: [read.runs.spans.at(-1)?.key, one.runs.spans.at(-1)?.key],
    runWeeks: [runWeekAfter(read.runs), runWeekAfter(one.runs)],
    stages: [read.input.stages, one.input.stages].map((stages) => stages?.at(-1)?.stage ?? null),
    planned: sessionWeeks.flatMap(({ sessions }) => sessions).length,
  }
}

it.each([
  ['is taken out', remove, 0],
  ['is put in', insert, 2],
] as const)('the present phase stays what it is when one before it %s', async (_, write, place) => {
  const before = await readOn(12)
  expect(before.phases).toEqual(Array(3).fill('prog_hip_focus_p2'))
  expect(before.planned).toBeGreaterThan(4)
  await publishLater(17, write)
  const [program] = await sql<{ phasePosition: number }[]>`
    SELECT "phasePosition" FROM "Program" WHERE "caseId" = ${me().caseId}`
  expect(program?.phasePosition).toBe(place)
  expect(await readOn(12)).toEqual(before)
  const after = await readOn(18)
  expect(after).toMatchObject({ phases: before.phases, began: before.began, last: before.last, place })
  expect(after.planned).toBeGreaterThan(4)
})

it('also when a third version begins before it', async () => {
  const before = await readOn(14)
  await publishLater(17, remove)
  await publishLater(14)
  expect(await readOn(14)).toEqual({ ...before, place: 0 })
})
