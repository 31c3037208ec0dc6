import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { actorOfSession } from '#lib/accounts/session.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { stopListening } from '#lib/db/listen.ts'
import { newId } from '#lib/ids.ts'
import { liveCounts } from '#lib/live/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'

const db = await testDatabase()
const sql = postgres(db.ownerUrl, { max: 1, onnotice: () => undefined })
let world: World

beforeAll(async () => {
  world = await createWorld(db.ownerUrl)
})
afterAll(() => sql.end())
beforeEach(() => {
  process.env.DATABASE_URL = db.appUrl
})
afterEach(stopListening)

const session = { one: 'session-ONE-physioA', two: 'session-TWO-physioA' }

/** What is said, one after the other; null once it has ended. */
function hear(of: 'one' | 'two') {
  const stream = liveCounts(world[of].clinicId, () => actorOfSession(session[of], false), {
    rest: 10,
    beat: 60_000,
  })
  const reader = stream.getReader()
  const next = async (): Promise<Record<string, number> | null> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return null
      const text = new TextDecoder().decode(value)
      if (text.startsWith('data: ')) return JSON.parse(text.slice(6)) as Record<string, number>
    }
  }
  return { next, stop: () => reader.cancel() }
}

let raised = 0
/** An urgent alert in the case of patient A: one more than before. */
const raise = async (of: 'one' | 'two') => {
  const { clinicId, a } = world[of]
  raised += 1
  await sql`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
    VALUES (${newId()}, ${clinicId}, ${a.patientId}, ${a.caseId}, ${`al_live_${raised}`}, 'urgent', 1, '{}')`
}

test('the numbers come at once, and again when an alert of this clinic opens, not of another one', async () => {
  const [one, two] = [hear('one'), hear('two')]
  const [before, other] = [await one.next(), await two.next()]
  expect(before?.urgentAlerts).toEqual(expect.any(Number))
  await raise('one')
  expect((await one.next())?.urgentAlerts).toBe((before?.urgentAlerts ?? 0) + 1)
  await raise('two')
  // The first that the second clinic hears is of its own alert.
  expect((await two.next())?.urgentAlerts).toBe((other?.urgentAlerts ?? 0) + 1)
  await Promise.all([one.stop(), two.stop()])
})

test('it ends when the session does, and a page that is only open does not keep it', async () => {
  const hash = hashToken(session.one)
  await sql`UPDATE "Session" SET "lastSeenAt" = now() - interval '5 minutes' WHERE "tokenHash" = ${hash}`
  const one = hear('one')
  await one.next()
  const [row] = await sql`
    SELECT "lastSeenAt" < now() - interval '4 minutes' AS old FROM "Session" WHERE "tokenHash" = ${hash}`
  expect(row?.old).toBe(true)
  await sql`UPDATE "Session" SET "revokedAt" = now() WHERE "tokenHash" = ${hash}`
  await raise('one')
  // A look that had begun before may still say something; the one after it ends.
  if (await one.next()) expect(await one.next()).toBeNull()
  await sql`UPDATE "Session" SET "revokedAt" = NULL WHERE "tokenHash" = ${hash}`
})

test('after the connection was lost everybody looks again, and hears what comes', async () => {
  const one = hear('one')
  const before = await one.next()
  const cut = () =>
    sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stepwise-live'`
  await expect.poll(async () => (await cut()).length).toBeGreaterThan(0)
  // Said while nobody listens.
  await raise('one')
  expect((await one.next())?.urgentAlerts).toBeGreaterThan(before?.urgentAlerts ?? 0)
  await raise('one')
  expect(await one.next()).not.toBeNull()
  await one.stop()
})

test('nothing but the id of the clinic is said', async () => {
  const said: string[] = []
  const { unlisten } = await sql.listen('stepwise_counts', (text) => void said.push(text))
  await raise('one')
  await expect.poll(() => said.length).toBeGreaterThan(0)
  expect(new Set(said)).toEqual(new Set([world.one.clinicId]))
  await unlisten()
})

test('what nobody reads is not begun', async () => {
  let asked = 0
  const whoIsThere = async () => {
    asked += 1
    return null
  }
  liveCounts(world.one.clinicId, whoIsThere, { rest: 10, beat: 10 })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(asked).toBe(0)
})

test('it says whose page it is at first, and at last that nobody is there', async () => {
  const { clinicId, physioB } = world.one
  const hash = hashToken('session-ONE-physioB')
  const stream = liveCounts(clinicId, () => actorOfSession('session-ONE-physioB', false), {
    rest: 10,
    beat: 60_000,
  })
  const reader = stream.getReader()
  const said: string[] = []
  const next = async () => {
    const { value } = await reader.read()
    said.push(new TextDecoder().decode(value))
    return value !== undefined
  }
  await next()
  expect(said).toEqual([`event: here\ndata: ${physioB.accountId}\n\n`])
  await next()
  await sql`UPDATE "Session" SET "revokedAt" = now() WHERE "tokenHash" = ${hash}`
  await raise('one')
  while (await next());
  await sql`UPDATE "Session" SET "revokedAt" = NULL WHERE "tokenHash" = ${hash}`
  expect(said.filter((text) => text.startsWith('event: here'))).toHaveLength(1)
  expect(said.slice(-2)).toEqual(['event: gone\ndata: signed out\n\n', ''])
})
