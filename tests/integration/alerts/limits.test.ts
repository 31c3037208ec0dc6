import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { newId } from '#lib/ids.ts'
import { answered, harmless } from '#tests/integration/programs/setting.ts'
import { testDatabase } from '#tests/support/database.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** Alerts of ours about what was found, or not, before a rule changed. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const DAY = 86_400_000
let world: World
/** Noon of tomorrow in Zurich, so that the night's round is due. */
const noon = new Date(`${new Date(Date.now() + DAY).toISOString().slice(0, 10)}T11:00:00Z`)
const night = (days: number) => runAlertRound(world.one.clinicId, () => new Date(noon.getTime() + days * DAY))
const open = (alertId: string) =>
  db.alert.findMany({ where: { clinicId: world.one.clinicId, alertId, closedAt: null } })

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  await answered(ownerUrl, world.one.a, { ...harmless(), nprs_now: 6 })
  await answered(ownerUrl, world.one.b, { ...harmless(), nprs_now: 5 })
})
afterAll(() => db.$disconnect())

it('a limit of red flags made more cautious is told to the teams whose last answers it touches, once', async () => {
  const { a, admin, clinicId } = world.one
  const set = (value: number | null) =>
    setClinicLimit(admin, { limitId: 'severe_pain_nprs', value, note: 'As our clinic sees it' })
  await night(0)
  expect(await open('al_limit_flag')).toEqual([])
  await set(6)
  await night(1)
  const [alert] = await open('al_limit_flag')
  expect(alert).toMatchObject({ caseId: a.caseId, severity: 'act', inputs: { red_flags: ['Severe pain'] } })
  await night(2)
  expect((await open('al_limit_flag')).map(({ id }) => id)).toEqual([alert?.id])
  // With the flag itself there is nothing left to say.
  const flag = {
    source: 'review_form',
    flagId: 'flag_severe_pain',
    urgency: 'urgent_referral',
    block: 'none',
  } as const
  await db.redFlag.create({
    data: { ...flag, clinicId, patientId: a.patientId, caseId: a.caseId, ruleSetVersion: 1, inputs: {} },
  })
  await night(3)
  expect(await open('al_limit_flag')).toMatchObject([{ notTrueSince: expect.any(Date) }])
  await set(null)
})

it('a stop of running that waits without an alert gets one, once', async () => {
  const { a, clinicId } = world.one
  const [version] = await db.programVersion.findMany({ where: { caseId: a.caseId }, take: 1 })
  await db.suggestion.create({
    data: {
      id: newId(),
      clinicId,
      patientId: a.patientId,
      caseId: a.caseId,
      versionId: version?.id ?? '',
      subject: 'run',
      ruleId: 'r_run_stop',
      rule: 'log_flagged = yes',
      ruleSetVersion: 1,
      advice: 'stop',
      text: 'Stop',
      sentence: '',
      sentenceApplied: '',
      needsPhysio: true,
      state: 'open',
      sourceId: newId(),
      inputs: [{ id: 'log_flagged', value: 'yes' }],
      change: { kind: 'pause_running' },
      day: noon,
    },
  })
  const file = 'prisma/migrations/20261202030100_stops_without_an_alert/migration.sql'
  const statements = readFileSync(file, 'utf8')
    .replace(/^--.*$/gm, '')
    .split(';')
    .filter((one) => one.trim())
  for (let round = 0; round < 2; round += 1)
    await db.$transaction(async (tx) => {
      for (const statement of statements) await tx.$executeRawUnsafe(statement)
    })
  const [alert, ...more] = await open('al_run_stop')
  expect(more).toEqual([])
  expect(alert).toMatchObject({ caseId: a.caseId, inputs: { log_flagged: 'yes' } })
  expect(await db.alertEvent.count({ where: { alertRowId: alert?.id ?? '' } })).toBe(1)
})
