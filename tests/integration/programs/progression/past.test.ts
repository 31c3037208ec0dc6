import { expect, it } from 'vitest'
import { changePhase } from '#lib/programs/course/commands.ts'
import {
  active,
  at,
  eachBeginsWith,
  good,
  me,
  morning,
  physio,
  session,
  setUp,
  sql,
  suggestions,
} from './setting.ts'

await setUp()

eachBeginsWith('prog_hip_focus')

const states = async () => {
  const rows = await sql<{ state: string }[]>`
    SELECT state FROM "Suggestion" WHERE "caseId" = ${me().caseId} AND subject NOT IN ('run', 'phase') ORDER BY "createdAt", id`
  return new Set(rows.map(({ state }) => state))
}

it('what waits of an exercise goes with its phase', async () => {
  await good()
  expect((await suggestions(4)).open).toHaveLength(1)
  const { content } = await active(4)
  const [program] = await sql<{ version: number }[]>`
    SELECT version FROM "Program" WHERE "caseId" = ${me().caseId}`
  const phaseKey = content.phases[1]?.key ?? ''
  const startedOn = at(4).toISOString().slice(0, 10)
  const form = { caseId: me().caseId, version: program?.version ?? 0, phaseKey, startedOn }
  await changePhase(physio(), { ...form, entryReason: 'strong in all of it' } as never, at(4))
  expect((await suggestions(4)).open).toEqual([])
  expect(await states()).toEqual(new Set(['superseded']))
})

it('what was left waiting by a phase of before goes with the next advice', async () => {
  await good()
  await sql`
    INSERT INTO "ProgramEvent" (id, "clinicId", "patientId", "caseId", "programId", kind, "on", "phaseKey", "phasePosition", "phaseStartedOn")
    SELECT uuidv7(), "clinicId", "patientId", "caseId", id, 'phase', ${at(5)}::date, 'prog_hip_focus_p2', 1, ${at(5)}::date
    FROM "Program" WHERE "caseId" = ${me().caseId}`
  expect((await suggestions(5)).open).toHaveLength(1)
  await session(5, 1).catch(() => undefined)
  await morning(6)
  expect((await suggestions(6)).open).toEqual([])
})
