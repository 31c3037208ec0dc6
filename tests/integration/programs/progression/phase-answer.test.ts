import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase } from '#lib/programs/course/commands.ts'
import { acceptPhase, declinePhase } from '#lib/programs/progression/phase/commands.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { nextPhaseKey, readyForNextPhase } from '#tests/support/ready-phase.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../setting.ts'

const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
let world: World
const me = () => world.one.a
const lead = () => world.one.physioA
const second = () => world.one.physioB
const page = (actor = lead()) => programPage(actor, me().caseId, undefined)

beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => sql.end())
beforeEach(async () => {
  await answered(ownerUrl, me(), harmless())
  await readyForNextPhase(sql, me())
  await sql`UPDATE "Case" SET status = 'open' WHERE id = ${me().caseId}`
})

/** What the page of a physio posts: each page its own id. */
async function form() {
  const { next, current } = await page()
  const change = next?.phase.decision?.change
  if (change?.kind !== 'phase' || !current) throw new Error(JSON.stringify(next?.phase.checks))
  return {
    caseId: me().caseId,
    suggestionId: next?.suggestionId ?? '',
    version: current.programVersion,
    phaseKey: change.to,
  }
}
const rows = () => sql`SELECT * FROM "Suggestion" WHERE "caseId" = ${me().caseId} AND subject = 'phase'`
const here = async () => (await page()).current?.hereKey

const alert = (severity: string) => sql`
  INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
  VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'al_pain_severe', ${severity}, 1, '{}')`
const flag = (block: string) => sql`
  INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
  VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_dvt', 'same_day', ${block}, 1, '{}')`

describe('an advised change of phase', () => {
  it('is accepted with one press: the phase begins today, and the rule is kept with its values and version', async () => {
    const input = await form()
    expect(input.phaseKey).toBe(nextPhaseKey)
    await acceptPhase(lead(), input)
    const { current, suggestions, today } = await page()
    expect([current?.hereKey, current?.phaseStartedOn]).toEqual([nextPhaseKey, today])
    expect(await rows()).toMatchObject([
      {
        id: input.suggestionId,
        state: 'accepted',
        ruleId: 'r_phase_next',
        needsPhysio: true,
        ruleSetVersion,
        decidedById: lead().accountId,
        appliedNumber: null,
        itself: false,
        change: { kind: 'phase', from: 'prog_hamstring_p1', to: nextPhaseKey },
      },
    ])
    const [row] = await rows()
    expect(row?.rule).toContain('ind_good_ex_ham_bridge_long >= 1')
    expect(row?.inputs).toContainEqual({ id: 'block_level', value: 'none' })
    expect(row?.inputs).toContainEqual({ id: 'ind_red_last3', value: 0 })
    expect(suggestions.past[0]).toMatchObject({ name: 'Phase', state: 'accepted', text: 'Ready for Thigh 2' })
    const told = (await todayView(me().actor, me().caseId)).current?.sentence
    expect(told).toBe('You did well, so the next part of your program begins.')
  })

  it('writes the same course and audit as the sheet', async () => {
    const input = await form()
    await acceptPhase(lead(), input)
    const events = await sql`SELECT "phaseKey", "phasePosition", "byId" FROM "ProgramEvent"
      WHERE "caseId" = ${me().caseId} AND kind = 'phase' ORDER BY at DESC LIMIT 1`
    expect(events[0]).toEqual({ phaseKey: nextPhaseKey, phasePosition: 1, byId: lead().accountId })
    const audit =
      await sql`SELECT type FROM "AuditEvent" WHERE "subjectId" = ${input.suggestionId} ORDER BY id`
    expect(audit.map(({ type }) => type)).toEqual(['suggestion.made', 'suggestion.answered'])
    const [moved] = await sql`SELECT data FROM "AuditEvent" WHERE "subjectId" = ${me().programId}
      AND type = 'program.phase_changed' ORDER BY at DESC LIMIT 1`
    expect(moved?.data).toEqual({ position: 1, againstRules: false })
  })

  it('pressed twice, at once or later, is once', async () => {
    const input = await form()
    await Promise.all([acceptPhase(lead(), input), acceptPhase(lead(), input)])
    await acceptPhase(lead(), input)
    expect(await rows()).toHaveLength(1)
    const [program] = await sql`SELECT version FROM "Program" WHERE id = ${me().programId}`
    expect(program?.version).toBe(input.version + 1)
  })

  it('of two physios the second is told, whatever each of them answers', async () => {
    const [member] =
      await sql`INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
      VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${second().accountId}, 'member', ${lead().accountId}) RETURNING id`
    const forms = [await form(), await form()] as const
    const both = await Promise.allSettled([acceptPhase(lead(), forms[0]), acceptPhase(second(), forms[1])])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((one) => one.status === 'rejected')
    expect(refused?.reason).toBeInstanceOf(Conflict)
    expect(await rows()).toHaveLength(1)
    await readyForNextPhase(sql, me())
    const [hers, his] = [await form(), await form()]
    await declinePhase(lead(), { ...hers, reason: '' })
    await expect(acceptPhase(second(), his)).rejects.toThrow(Conflict)
    expect(await here()).toBe('prog_hamstring_p1')
    await sql`UPDATE "CareTeamMember" SET "removedAt" = now() WHERE id = ${member?.id}`
  })

  it('after the sheet was used meanwhile it is refused', async () => {
    const input = await form()
    const { today } = await page()
    await changePhase(lead(), { ...input, suggestionId: undefined, startedOn: today } as never)
    await expect(acceptPhase(lead(), input)).rejects.toThrow('Somebody changed this program meanwhile')
    expect(await rows()).toHaveLength(0)
  })

  it('is declined with a reason, and the same advice does not ask again', async () => {
    const input = { ...(await form()), reason: 'Wait for the race' }
    await declinePhase(lead(), input)
    await declinePhase(lead(), input)
    expect(await rows()).toMatchObject([{ state: 'declined', reason: 'Wait for the race' }])
    const { next, current } = await page()
    expect(current?.hereKey).toBe('prog_hamstring_p1')
    expect(next?.declined).toMatchObject({ reason: 'Wait for the race' })
    expect(next?.declined?.answered).toContain(lead().name)
    // Other values: a session that was not done.
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "SessionLog" SET "withdrawnAt" = now() WHERE "caseId" = ${me().caseId} AND "logDate" = current_date - 4`
    })
    expect((await page()).next?.declined).toBeNull()
    await acceptPhase(lead(), await form())
    expect(await here()).toBe(nextPhaseKey)
  })

  it.each(['programme', 'impact'])('holds under a red flag that blocks %s', async (block) => {
    const input = await form()
    await flag(block)
    await expect(acceptPhase(lead(), input)).rejects.toThrow(Conflict)
    expect((await page()).next?.phase.decision).toBeNull()
    expect(await here()).toBe('prog_hamstring_p1')
  })

  it.each(['act', 'urgent'])('waits while an alert of severity %s is open', async (severity) => {
    const input = await form()
    await alert(severity)
    expect((await page()).next).toMatchObject({ held: true, phase: { state: 'ready' } })
    await expect(acceptPhase(lead(), input)).rejects.toThrow('An alert of this case asks for action')
    expect(await rows()).toHaveLength(0)
  })

  it('does not wait for an alert that only watches', async () => {
    await alert('watch')
    await acceptPhase(lead(), await form())
    expect(await here()).toBe(nextPhaseKey)
  })

  it('holds while safety answers are missing', async () => {
    const input = await form()
    await answered(ownerUrl, me(), { ...harmless(), rf_night_pain: undefined })
    await expect(acceptPhase(lead(), input)).rejects.toThrow(Conflict)
    expect(await here()).toBe('prog_hamstring_p1')
  })

  it('holds on safety answers that are too old, by one press and by hand, and goes back on any', async () => {
    await answered(ownerUrl, me(), harmless(), 15)
    const input = await form()
    expect((await page()).stale).toContain('15 days old')
    const old = 'The safety answers are 15 days old; at most 14 are allowed. Ask them again first'
    await expect(acceptPhase(lead(), input)).rejects.toThrow(old)
    expect(await rows()).toHaveLength(0)
    const { today } = await page()
    const { suggestionId: _, ...course } = input
    const byHand = { ...course, startedOn: today, entryReason: 'Told in the room' }
    await expect(changePhase(lead(), byHand)).rejects.toThrow(old)
    await answered(ownerUrl, me(), harmless(), 14)
    await acceptPhase(lead(), input)
    await answered(ownerUrl, me(), harmless(), 15)
    const version = (await page()).current?.programVersion ?? 0
    await changePhase(lead(), { ...byHand, version, phaseKey: 'prog_hamstring_p1' })
    expect(await here()).toBe('prog_hamstring_p1')
  })

  it('is nothing for whoever is off the team, and an id of somebody else takes nothing over', async () => {
    const input = await form()
    for (const actor of [world.one.physioB, world.one.admin, world.two.physioA, me().actor]) {
      await expect(acceptPhase(actor, input)).rejects.toThrow(NotFound)
      await expect(declinePhase(actor, { ...input, reason: '' })).rejects.toThrow(NotFound)
    }
    const stolen = { ...input, suggestionId: world.one.b.suggestionId }
    await expect(acceptPhase(lead(), stolen)).rejects.toThrow(Conflict)
    expect(await here()).toBe('prog_hamstring_p1')
    await expect(
      acceptPhase(lead(), { ...input, suggestionId: newId(), phaseKey: 'prog_hamstring_p3' }),
    ).rejects.toThrow(Conflict)
  })
})
