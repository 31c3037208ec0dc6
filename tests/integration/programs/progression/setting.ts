/** Patient A of clinic ONE on a program that began today, with days to come on which she logs. */
import postgres from 'postgres'
import { afterAll, beforeEach } from 'vitest'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { activeProgram } from '#lib/programs/active/queries.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { startDraft } from '#lib/programs/draft/commands.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { recordSession } from '#lib/tracking/session-logs/commands.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, examined, harmless, withoutProgram } from '../setting.ts'

export let ownerUrl: string
let start: Date
export let sql: postgres.Sql
export let world: World

export async function setUp(): Promise<void> {
  ;({ ownerUrl } = await testDatabase())
  process.env.STEPWISE_URL = 'https://stepwise.example'
  sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  afterAll(() => sql.end())
  start = new Date()
  world = await createWorld(ownerUrl)
}

/** `n` days after the program began, at the same time of day. */
export const at = (n: number) => new Date(start.getTime() + n * 86_400_000)
export const me = () => world.one.a
export const physio = () => world.one.physioA
export const patient = () => me().actor

/** No previous injury, calm knee: two good sessions or runs are enough. */
export const calm = {
  ...harmless(),
  first_or_recurrent: 'first_time',
  swelling_now: 'none',
  prev_injuries_12m: ['none'],
  nprs_now: 1,
  nprs_worst_7d: 3,
  settle_time: 'within_1h',
  running_status: 'full',
}

/** Each test of the file begins with this program, and nothing logged. */
export const eachBeginsWith = (template: string, answers: object = calm) =>
  beforeEach(async () => {
    await answered(ownerUrl, me(), answers)
    await examined(ownerUrl, me())
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`DELETE FROM "RedFlag" WHERE "patientId" = ${me().patientId}`
      for (const table of ['RunLog', 'AlertEvent', 'Alert'])
        await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${me().caseId}`
    })
    await publishOnly(template)
  })

/** Publishes this template in place of whatever program there is. */
export async function publishOnly(template: string, answers?: object, blocks: string[] = []) {
  await withoutProgram(ownerUrl, me())
  if (answers) await answered(ownerUrl, me(), answers)
  await startDraft(physio(), { caseId: me().caseId, from: template, blocks }, start)
  const { draft } = await programPage(physio(), me().caseId, undefined, start)
  if (!draft) throw new Error('no draft')
  await publishDraft(
    physio(),
    {
      caseId: me().caseId,
      versionId: draft.versionId,
      version: draft.version,
      startsOn: draft.publish.today,
      phaseKey: draft.publish.phaseKey,
      note: '',
      impactReason: 'sweep test zero, ten hops 1',
      pregnancyReason: '',
      entryReason: 'walks half an hour without pain, told in the room',
    },
    start,
  )
}

export const active = (n: number) =>
  asActor(physio(), async (tx) => {
    const found = await activeProgram(tx, me().caseId, dayIn(patient().timeZone, at(n)))
    if (!found) throw new Error('no program')
    return found
  })

/** The bridge of the first phase, done on day `n`. */
export async function session(n: number, pain: number, more: object = {}) {
  const { content, itemIds } = await active(n)
  const item = content.phases[0]?.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge')
  const id = newId()
  await recordSession(
    patient(),
    {
      id,
      caseId: me().caseId,
      note: '',
      log_safety: ['none'],
      items: {
        [itemIds[item?.key ?? ''] ?? '']: { how: 'planned', pain, effort: item?.rpeMax ?? undefined },
      },
      ...more,
    } as never,
    at(n),
  )
  return id
}

export const morning = (n: number, score = 0, log_safety = ['none']) =>
  recordMorning(
    patient(),
    { id: newId(), caseId: me().caseId, score, swelling: 'none', log_safety, note: '' } as never,
    at(n),
  )

export const run = (n: number, pain: number, log_safety = ['none']) =>
  recordRun(
    patient(),
    {
      id: newId(),
      caseId: me().caseId,
      note: '',
      shoes: '',
      log_safety,
      distance: 4,
      unit: 'km',
      minutes: 30,
      finished: 'yes',
      type: 'walk_run',
      surface: 'road',
      settle: 'no_increase',
      pain_during: pain,
    } as never,
    at(n),
  )

export const suggestions = async (n: number) =>
  (await programPage(physio(), me().caseId, undefined, at(n))).suggestions
export const waiting = async (n: number) => {
  const [one] = (await suggestions(n)).open
  if (!one) throw new Error('nothing waits')
  return { caseId: me().caseId, suggestionId: one.id }
}
export const bridge = async (n: number) => {
  const { content } = await active(n)
  return content.phases[0]?.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge')
}
export const sentence = async (n: number) =>
  (await todayView(patient(), me().caseId, 0, at(n))).current?.sentence

/** Answers what stopped the program on day `n`. */
export async function answer(kind: 'confirmed' | 'ruled_out', n: number) {
  const [flag] = await sql<{ id: string }[]>`
    SELECT id FROM "RedFlag" WHERE "caseId" = ${me().caseId} AND block = 'programme' AND "supersededAt" IS NULL`
  await answerFlag(physio(), { id: newId(), flagRowId: flag?.id ?? '', kind, text: 'Examined today' }, at(n))
}

/** Two green sessions with their mornings. */
export async function good() {
  await session(1, 1)
  await morning(2)
  await session(3, 1)
  await morning(4)
}
