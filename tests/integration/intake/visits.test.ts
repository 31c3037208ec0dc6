import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hashToken } from '#lib/accounts/tokens.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { openLinkAction } from '#lib/intake/visits/actions.ts'
import { closeVisit, openLink, prolongVisit } from '#lib/intake/visits/commands.ts'
import { actorOfVisit, closedPath, closedWords, peekLink, senderOfVisit } from '#lib/intake/visits/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { birth, createDraft } from './setting.ts'

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'localhost:3000', origin: 'http://localhost:3000' }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set() {}, delete() {} }),
}))

const db = await testDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(db.ownerUrl)
})
const draft = () => createDraft(db.ownerUrl, world.one.clinicId)
const wrong = '1992-03-04'

async function change(linkId: string, data: { revokedAt?: Date; expiresAt?: Date; createdAt?: Date }) {
  const owner = ownerClient(db.ownerUrl)
  await owner.intakeLink.update({ where: { id: linkId }, data })
  await owner.$disconnect()
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** The visits of a form as they were used that long ago. */
async function unused(intakeId: string, minutes: number) {
  const owner = ownerClient(db.ownerUrl)
  await owner.intakeVisit.updateMany({ where: { intakeId }, data: { lastUsedAt: minutesAgo(minutes) } })
  await owner.$disconnect()
}

async function sent(intakeId: string) {
  const owner = ownerClient(db.ownerUrl)
  await owner.intake.update({
    where: { id: intakeId },
    data: { status: 'submitted', submittedAt: new Date(), sentByPatient: true },
  })
  await owner.$disconnect()
}

async function eventsOf(intakeId: string, type: string) {
  const owner = ownerClient(db.ownerUrl)
  const events = await owner.auditEvent.findMany({ where: { subjectId: intakeId, type } })
  await owner.$disconnect()
  return events
}

describe('a form on a device that others use as well', () => {
  it('is closed there by whoever opened it, once, and nowhere else', async () => {
    const { token, intakeId, linkId } = await draft()
    const [here, elsewhere] = [
      await openLink({ token, birthDate: birth }),
      await openLink({ token, birthDate: birth }),
    ]
    await closeVisit(here.visit)
    await closeVisit(here.visit)
    await closeVisit('guessed')
    expect(await actorOfVisit(here.visit, token)).toBeNull()
    expect(await actorOfVisit(elsewhere.visit, token)).toMatchObject({ intakeId })
    expect(await eventsOf(intakeId, 'intake_link.closed')).toMatchObject([
      { actorKind: 'intake_link', accountId: null, data: { linkId } },
    ])
  })

  it('ends after an hour without use, which any use puts off', async () => {
    const { token, intakeId } = await draft()
    const { visit } = await openLink({ token, birthDate: birth })
    for (let hours = 1; hours <= 2; hours++) {
      await unused(intakeId, 58)
      expect(await actorOfVisit(visit, token)).toMatchObject({ intakeId })
    }
    await unused(intakeId, 61)
    expect(await actorOfVisit(visit, token)).toBeNull()
  })

  it('hears what is sent from it after that hour, and is read no more for it', async () => {
    const { token, intakeId } = await draft()
    const { visit } = await openLink({ token, birthDate: birth })
    await unused(intakeId, 61)
    expect(await senderOfVisit(visit)).toMatchObject({ intakeId })
    expect(await actorOfVisit(visit, token)).toBeNull()
    await unused(intakeId, 58)
    expect(await senderOfVisit(visit)).toMatchObject({ intakeId })
    await unused(intakeId, 61)
    await closeVisit(visit)
    expect(await senderOfVisit(visit)).toBeNull()
  })

  it('ends half an hour after it was sent, however often it is read till then', async () => {
    const { token, intakeId } = await draft()
    const { visit } = await openLink({ token, birthDate: birth })
    await sent(intakeId)
    await unused(intakeId, 28)
    expect(await actorOfVisit(visit, token)).toMatchObject({ intakeId })
    const owner = ownerClient(db.ownerUrl)
    const [row] = await owner.intakeVisit.findMany({ where: { intakeId } })
    await owner.$disconnect()
    expect(row?.lastUsedAt.getTime()).toBeLessThan(minutesAgo(27).getTime())
    await unused(intakeId, 31)
    expect([await actorOfVisit(visit, token), await senderOfVisit(visit)]).toEqual([null, null])
  })
})

describe('an intake link', () => {
  it('opens with the date of birth, on one device and on another', async () => {
    const { token, intakeId, patientId } = await draft()
    const [first, second] = [
      await openLink({ token, birthDate: birth }),
      await openLink({ token, birthDate: birth }),
    ]
    expect(first.visit).not.toBe(second.visit)
    for (const { visit } of [first, second]) {
      expect(await actorOfVisit(visit, token)).toMatchObject({ kind: 'link', intakeId, patientId })
    }
  })

  it('does not open another link with the visit of the first', async () => {
    const [mine, other] = [await draft(), await draft()]
    const { visit } = await openLink({ token: mine.token, birthDate: birth })
    expect(await actorOfVisit(visit, other.token)).toBeNull()
    expect(await actorOfVisit('guessed', mine.token)).toBeNull()
  })

  it('locks after five wrong dates, also for the right one', async () => {
    const { token } = await draft()
    for (let tries = 1; tries <= 4; tries++) {
      await expect(openLink({ token, birthDate: wrong })).rejects.toThrow(Invalid)
    }
    await expect(openLink({ token, birthDate: wrong })).rejects.toThrow(Conflict)
    await expect(openLink({ token, birthDate: birth })).rejects.toThrow(Conflict)
    expect((await peekLink(token))?.state).toBe('locked')
  })

  it('shows the page of a locked link in place of the fields, with the fifth wrong date', async () => {
    const { token } = await draft()
    const form = new FormData()
    const typed = { token, 'birth.day': '4', 'birth.month': '3', 'birth.year': '1992' }
    for (const [name, value] of Object.entries(typed)) form.set(name, value)
    for (let tries = 1; tries <= 4; tries++)
      expect(await openLinkAction({ status: 'idle' }, form)).toMatchObject({ status: 'error' })
    const fifth = openLinkAction({ status: 'idle' }, form)
    await expect(fifth).rejects.toMatchObject({ digest: expect.stringContaining(`;/f/${token};`) })
  })

  it('takes as long for a wrong date as for the right one', async () => {
    const { token } = await draft()
    const time = async (birthDate: string) => {
      const from = performance.now()
      await openLink({ token, birthDate }).catch(() => null)
      return performance.now() - from
    }
    expect(await time(wrong)).toBeGreaterThanOrEqual(395)
    expect(await time(birth)).toBeGreaterThanOrEqual(395)
  })

  it('is closed when it is revoked, expired or unknown, and so is its visit', async () => {
    const { token, linkId, intakeId } = await draft()
    const { visit } = await openLink({ token, birthDate: birth })
    await change(linkId, { revokedAt: new Date() })
    expect((await peekLink(token))?.state).toBe('revoked')
    expect(await actorOfVisit(visit, token)).toBeNull()
    await expect(openLink({ token, birthDate: birth })).rejects.toThrow(NotFound)
    const late = await draft()
    const past = new Date(Date.now() - 1000)
    await change(late.linkId, { createdAt: new Date(past.getTime() - 86_400_000), expiresAt: past })
    expect((await peekLink(late.token))?.state).toBe('expired')
    await expect(openLink({ token: late.token, birthDate: birth })).rejects.toThrow(NotFound)
    expect(await peekLink('a'.repeat(43))).toBeNull()
    // Once a day is enough to know.
    for (const again of [token, late.token])
      await expect(openLink({ token: again, birthDate: birth })).rejects.toThrow(NotFound)
    for (const [form, outcome] of [
      [{ intakeId, linkId }, 'revoked'],
      [late, 'expired'],
    ] as const)
      expect(await eventsOf(form.intakeId, 'intake_link.refused')).toMatchObject([
        { actorKind: 'intake_link', data: { linkId: form.linkId, outcome } },
      ])
  })
})

describe('a visit', () => {
  const hour = 3_600_000
  const inHours = (date: Date | undefined) => Math.round(((date?.getTime() ?? 0) - Date.now()) / hour)

  /** How many hours are left of a visit with that many of it and of its link, after a save. */
  async function leftAfterSave(left: { visit: number; link: number }, save = prolongVisit) {
    const { token, linkId } = await draft()
    const { visit } = await openLink({ token, birthDate: birth })
    const at = (hours: number) => new Date(Date.now() + hours * hour)
    const owner = ownerClient(db.ownerUrl)
    const tokenHash = hashToken(visit)
    await owner.intakeVisit.update({ where: { tokenHash }, data: { expiresAt: at(left.visit) } })
    await owner.intakeLink.update({ where: { id: linkId }, data: { expiresAt: at(left.link) } })
    await save(visit)
    const row = await owner.intakeVisit.findUniqueOrThrow({ where: { tokenHash } })
    await owner.$disconnect()
    return { hours: inHours(row.expiresAt), open: (await senderOfVisit(visit)) !== null }
  }

  it('goes on with each save, so that an answer is heard half a day after the last one', async () => {
    expect(await leftAfterSave({ visit: 1, link: 200 })).toEqual({ hours: 12, open: true })
  })

  it('ends with its link', async () => {
    expect(await leftAfterSave({ visit: 1, link: 3 })).toEqual({ hours: 3, open: true })
    expect(await leftAfterSave({ visit: 3, link: 2 })).toEqual({ hours: 3, open: true })
  })

  it('that is over stays over', async () => {
    expect(await leftAfterSave({ visit: -1, link: 200 })).toEqual({ hours: -1, open: false })
  })

  it('is prolonged by nobody who is known', async () => {
    const asked = leftAfterSave({ visit: 1, link: 200 }, async (visit) => {
      await asActor(
        world.one.physioA,
        (tx) => tx.$queryRaw`SELECT intake_visit_prolong(${hashToken(visit)}, 12::int)::text`,
      )
    })
    expect(await asked).toEqual({ hours: 1, open: true })
  })

  it('that is over says whom to call, by the page that an answer was sent from', async () => {
    const { token } = await draft()
    const owner = ownerClient(db.ownerUrl)
    await owner.clinic.update({
      where: { id: world.one.clinicId },
      data: { phone: '+41 44 000 00 00', emergencyNumber: '144' },
    })
    await owner.$disconnect()
    expect(await closedWords(`/f/${token}/safety`)).toContain(
      'If something is urgent, call 144 or +41 44 000 00 00.',
    )
    expect(await closedWords(null)).toContain('call the emergency number or the clinic.')
    expect(closedPath(`/f/${token}/safety?to=x`)).toBe(`/f/${token}?why=closed`)
    expect(closedPath('/today')).toBeNull()
  })
})
