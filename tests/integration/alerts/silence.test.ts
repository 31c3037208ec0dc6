import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { accountList } from '#lib/accounts/directory/queries.ts'
import { watchNights } from '#lib/alerts/nightly/commands.ts'
import { caseAlerts } from '#lib/alerts/queries.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { toDbDate } from '#lib/dates.ts'
import { asActor, asNobody, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { log } from '#lib/log.ts'
import { type Outbox, outbox } from '#lib/mail/queries.ts'
import { MAX_ATTEMPTS, refusedForGood } from '#lib/mail/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What keeps everybody from being told is told itself: nights that have stopped, and mail that does not leave. */
const { ownerUrl } = await testDatabase()
const owner = ownerClient(ownerUrl)
const DAY = 86_400_000
const MINUTE = 60_000
const ahead = (ms: number) => new Date(Date.now() + ms)
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
})
afterAll(async () => {
  delete process.env.SMTP_URL
  await owner.$disconnect()
})

const seen = async (now: Date) => {
  const { a, admin } = world.one
  const list = await alertWorklist(a.lead, { view: 'team', page: 1 }, now)
  const accounts = await accountList(admin, { view: 'staff', search: '', page: 1 }, now)
  return {
    worklist: list.silence,
    accounts: accounts.silence,
    case: (await caseAlerts(a.lead, a.caseId, now)).unlooked,
  }
}
const quiet = { unlooked: null, uncalled: null }

it('says nothing in a new clinic', async () => {
  expect(await seen(new Date())).toEqual({ worklist: quiet, accounts: quiet, case: null })
})

it('says to the physios and the admins since when the rules have looked at no case by night', async () => {
  const first = await seen(ahead(3 * DAY))
  expect(first.worklist.unlooked).toMatch(/^\w{3} \d/)
  expect(first.accounts.unlooked).toBe(first.worklist.unlooked)
  expect(first.case).toBe(first.worklist.unlooked)
  const finishedAt = ahead(2.5 * DAY)
  const { clinicId } = world.one
  const day = toDbDate(finishedAt.toISOString().slice(0, 10))
  await owner.alertRound.create({
    data: { clinicId, day, startedAt: finishedAt, finishedAt, cases: 2, opened: 0, closed: 0 },
  })
  expect(await seen(ahead(3 * DAY))).toEqual({ worklist: quiet, accounts: quiet, case: null })
  expect((await seen(ahead(9 * DAY))).accounts.unlooked).toMatch(/^\w{3} \d/)
})

it('says nothing of the nights on a closed case, which none of them looks at', async () => {
  const where = { id: world.one.a.caseId }
  await owner.case.update({ where, data: { status: 'discharged', closedAt: new Date() } })
  const { worklist, case: closed } = await seen(ahead(9 * DAY))
  expect([worklist.unlooked, closed]).toEqual([expect.any(String), null])
  await owner.case.update({ where, data: { status: 'open', closedAt: null } })
  expect((await seen(ahead(9 * DAY))).case).toBe(worklist.unlooked)
})

it('names such clinics for the log, and to nobody who has signed in', async () => {
  const late = (at: Date) => Prisma.sql`SELECT * FROM last_looks_before(${at}::timestamptz)`
  const ids = async (at: Date) =>
    (await asNobody((tx) => tx.$queryRaw<{ clinicId: string }[]>`${late(at)}`)).map(
      ({ clinicId }) => clinicId,
    )
  expect(await ids(new Date())).toEqual(expect.arrayContaining([world.two.clinicId]))
  expect(await ids(new Date())).not.toContain(world.one.clinicId)
  expect(await ids(ahead(-DAY))).toEqual([])
  expect(await asActor(world.one.admin, (tx) => tx.$queryRaw`${late(new Date())}`)).toEqual([])
  const { actor } = world.one.a
  expect(await asActor(actor, (tx) => tx.$queryRaw`SELECT last_look() AS at`)).toEqual([{ at: null }])
})

it('says in the log of a server, again and again, which clinics have had no round for two days', async () => {
  const said = vi.spyOn(log, 'error').mockImplementation(() => undefined)
  await owner.clinic.update({ where: { id: world.two.clinicId }, data: { createdAt: ahead(-3 * DAY) } })
  const stop = watchNights(1, 50)
  await vi.waitFor(() => expect(said.mock.calls.length).toBeGreaterThan(1))
  stop()
  const [first] = said.mock.calls
  expect(first).toEqual([
    { clinicId: world.two.clinicId, since: expect.any(Date) },
    'no alert round for two days',
  ])
  said.mockRestore()
})

it('says in the log that it could not look', async () => {
  const said = vi.spyOn(log, 'warn').mockImplementation(() => undefined)
  await owner.$executeRaw`ALTER FUNCTION last_looks_before(timestamptz) RENAME TO last_looks_away`
  const stop = watchNights(1)
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith({ why: '42883' }, 'nights not looked for'))
  stop()
  await owner.$executeRaw`ALTER FUNCTION last_looks_away(timestamptz) RENAME TO last_looks_before`
  said.mockRestore()
})

it('says since when urgent mail has not left, and counts what did not for an admin', async () => {
  const { clinicId, admin, a } = world.one
  const created = ahead(-20 * MINUTE)
  const call = {
    clinicId,
    to: 'duty@one.example',
    subject: 'Call',
    text: 'Call',
    urgent: true,
    clinical: true,
  }
  await owner.mail.updateMany({ data: { sentAt: new Date() } })
  await owner.mail.create({ data: { ...call, createdAt: new Date() } })
  expect(await seen(new Date())).toMatchObject({ worklist: quiet, accounts: quiet })
  const { id } = await owner.mail.create({ data: { ...call, createdAt: created } })
  const { worklist, accounts } = await seen(new Date())
  expect(worklist.uncalled).toMatch(/\d\d:\d\d$/)
  expect(accounts.uncalled).not.toBeNull()
  expect(await clinicCounts(admin, new Date())).toMatchObject({ unsent: 0 })
  expect(await clinicCounts(a.lead, new Date())).toMatchObject({ unsent: 0 })
  const stuck = (actor: typeof a.actor | typeof admin) =>
    asActor(actor, (tx) => tx.$queryRaw`SELECT * FROM mail_stuck(now(), ${MAX_ATTEMPTS}::int)`)
  expect(await stuck(a.actor)).toEqual([{ urgentSince: null, unsent: 0 }])
  expect(await stuck(world.two.admin)).toEqual([{ urgentSince: null, unsent: 0 }])
  await owner.mail.update({ where: { id }, data: { sentAt: new Date() } })
  expect(await seen(new Date())).toMatchObject({ worklist: quiet, accounts: quiet })
})

it('shows in the outbox first what it counts, and every message on some page', async () => {
  const { clinicId, admin } = world.one
  await owner.mail.updateMany({ data: { sentAt: new Date() } })
  const mail = { clinicId, to: 'her@mail.example', subject: 'Your form', text: 'Open it' }
  const begin = Date.now()
  const made = (count: number, data: { endsAt?: Date; sentAt?: Date }, from: number) =>
    owner.mail.createMany({
      data: Array.from({ length: count }, (_, at) => ({
        ...mail,
        id: newId(),
        createdAt: new Date(begin - from - Math.floor(at / 2)),
        ...data,
      })),
    })
  await made(3, {}, DAY)
  await made(120, { endsAt: ahead(-MINUTE) }, DAY / 2)
  await made(110, { sentAt: new Date() }, DAY / 4)
  const pages = async (view: 'unsent' | 'all') => {
    const rows: Outbox['mails'] = []
    let after: string | null = null
    do {
      const page: Outbox = await outbox(admin, new Date(), { view, after })
      expect(page.stuck).toBe(3)
      rows.push(...page.mails)
      after = page.next
    } while (after)
    return rows
  }
  const unsent = await pages('unsent')
  expect((await clinicCounts(admin, new Date())).unsent).toBe(3)
  expect(unsent.map(({ stuck }) => stuck).lastIndexOf(true)).toBe(2)
  expect(new Set(unsent.map(({ id }) => id)).size).toBe(123)
  expect(unsent.some(({ state }) => state === 'sent')).toBe(false)
  const all = await pages('all')
  expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([
    await owner.mail.count({ where: { clinicId, clinical: false } }),
    all.length,
  ])
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  )
  await owner.mail.updateMany({ data: { sentAt: new Date() } })
})

it('reads of the outbox what a page shows, however many messages the clinic has', async () => {
  const { clinicId, admin } = world.one
  await owner.$executeRaw`
    INSERT INTO "Mail" (id, "clinicId", "to", subject, text, "createdAt", "sentAt", "endsAt")
    SELECT uuidv7(), ${clinicId}::uuid, 'her@mail.example', 'Your form', '', at, CASE WHEN n % 2 = 0 THEN at END, at + interval '7 days'
    FROM generate_series(1, 20000) n CROSS JOIN LATERAL (SELECT now() - n * interval '10 minutes' AS at) t`
  await owner.$executeRaw`ANALYZE "Mail"`
  const rowsRead = async (tx: Tx) => {
    const [row] = await tx.$queryRaw<{ rows: number }[]>`
      SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'Mail'`
    return row?.rows ?? Number.NaN
  }
  const read = (unsent: boolean, after: string | null) =>
    asActor(admin, async (tx) => {
      const before = await rowsRead(tx)
      const { length: shown } = await tx.$queryRaw<unknown[]>`
        SELECT FROM mail_outbox(${clinicId}::uuid, ${unsent}::boolean, ${after}::uuid, now(), ${MAX_ATTEMPTS}::int, 101::int)`
      return { shown, few: (await rowsRead(tx)) - before < 500 }
    })
  const [old] = await owner.mail.findMany({
    where: { clinicId, sentAt: null },
    orderBy: { createdAt: 'asc' },
    skip: 6000,
    take: 1,
  })
  for (const unsent of [false, true])
    for (const after of [null, old?.id ?? ''])
      expect([unsent, after, await read(unsent, after)]).toEqual([
        ...[unsent, after, { shown: 101, few: true }],
      ])
  await owner.mail.deleteMany({ where: { clinicId } })
})

it('counts what may still leave, and what was refused in the last two days', async () => {
  const { clinicId, admin } = world.one
  await owner.mail.updateMany({ data: { sentAt: new Date() } })
  const unsent = async (age: number, data: { error?: string; attempts?: number; endsAt?: Date }) => {
    const mail = { clinicId, to: 'her@mail.example', subject: 'Your form', text: 'Open it' }
    const { id } = await owner.mail.create({ data: { ...mail, createdAt: ahead(-age), ...data } })
    const counted = (await clinicCounts(admin, new Date())).unsent
    await owner.mail.update({ where: { id }, data: { sentAt: new Date() } })
    return counted
  }
  const refused = { error: refusedForGood, attempts: MAX_ATTEMPTS }
  expect(await unsent(10 * DAY, { endsAt: ahead(4 * DAY) })).toBe(1)
  expect(await unsent(DAY, { error: 'ETIMEDOUT', attempts: 3 })).toBe(1)
  expect(await unsent(DAY, refused)).toBe(1)
  expect(await unsent(3 * DAY, refused)).toBe(0)
  expect(await unsent(DAY, { error: 'ETIMEDOUT', attempts: MAX_ATTEMPTS })).toBe(0)
  expect(await unsent(DAY, { endsAt: ahead(-MINUTE) })).toBe(0)
})

it('leaves it to the outbox where no mail server is set up, and tells who does not read it there', async () => {
  const { clinicId, admin } = world.one
  delete process.env.SMTP_URL
  await owner.mail.create({
    data: {
      clinicId,
      to: 'duty@one.example',
      subject: 'Call',
      text: 'Call',
      urgent: true,
      createdAt: ahead(-20 * MINUTE),
    },
  })
  const { worklist, accounts } = await seen(new Date())
  expect([worklist, accounts.uncalled]).toEqual([quiet, expect.any(String)])
  expect(await clinicCounts(admin, new Date())).toMatchObject({ unsent: 0 })
})
