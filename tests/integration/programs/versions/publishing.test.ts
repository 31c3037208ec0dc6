import { describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { holdCase, resumeCase } from '#lib/cases/status/commands.ts'
import { addDays } from '#lib/dates.ts'
import { Conflict } from '#lib/errors.ts'
import { evaluateAgain } from '#lib/factors/commands.ts'
import { unreached } from '#lib/patients/reach/rules.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase, pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { saveDraft } from '#lib/programs/draft/commands.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { minimum } from '#tests/support/examined.ts'
import { setClinicLimit } from '#tests/support/limits.ts'
import { answered, examined, harmless } from '../setting.ts'
import {
  cells,
  drafted,
  drawn,
  flag,
  form,
  me,
  messageOf,
  ownerUrl,
  physio,
  save,
  setUp,
  sql,
  world,
} from './setting.ts'

await setUp()

describe('publishing', () => {
  it('makes one version of a double press, tells the patient without saying what, and leaves an audit row', async () => {
    const draft = await drafted()
    const both = await Promise.all([publishDraft(physio(), form(draft)), publishDraft(physio(), form(draft))])
    expect(both.map(({ number }) => number)).toEqual([1, 1])
    expect((await publishDraft(physio(), form(draft))).number).toBe(1)
    const mails = await sql`SELECT subject, text FROM "Mail" WHERE "clinicId" = ${world.one.clinicId}`
    expect(mails.length).toBe(1)
    expect(mails[0]?.text).toContain('Your program is ready')
    expect(mails[0]?.text).not.toMatch(/hip|knee|pain/i)
    const events =
      await sql`SELECT data FROM "AuditEvent" WHERE type = 'program.published' AND "subjectId" = ${draft.versionId}`
    expect(events.length).toBe(1)
    const mine = await myProgram(me().actor)
    expect(mine.state).toBe('running')
  })

  it.each([
    ['a flag that stops everything', () => flag('flag_hot_joint', 'programme'), 'Hot or red swollen knee'],
    ['answers older than 14 days', () => answered(ownerUrl, me(), harmless(), 16), '16 days old'],
    ['missing answers', () => answered(ownerUrl, me(), {}), 'not answered in full'],
    ['nobody having examined', () => examined(ownerUrl, me(), {}), 'Walking, effusion, range'],
    [
      'red flags that nobody has reviewed',
      () => examined(ownerUrl, me(), { ...minimum(), red_flags_reviewed: 'no' }),
      'still needs: Red flags reviewed, in a signed assessment.',
    ],
    [
      'a giving way without a look at the ligaments',
      async () => {
        await answered(ownerUrl, me(), { ...harmless(), giving_way: 'daily' })
        await examined(ownerUrl, me(), { ...minimum(), test_lachman_left: 'not_tested' })
      },
      'Ligament screen',
    ],
    [
      'a minor without the guardian',
      () =>
        sql`UPDATE "Patient" SET "dateOfBirth" = now() - interval '16 years' WHERE id = ${me().patientId}`,
      'parent or guardian',
    ],
    [
      'missing phone numbers',
      () => sql`UPDATE "Clinic" SET "outOfHoursPhone" = '' WHERE id = ${world.one.clinicId}`,
      'three phone numbers',
    ],
  ])('is refused with %s', async (_, arrange, says) => {
    const draft = await drafted()
    await arrange()
    try {
      expect(await messageOf(publishDraft(physio(), form(draft)))).toContain(says)
      const page = await programPage(physio(), me().caseId, undefined)
      expect(page.draft?.publish.blockers.map(({ text }) => text).join()).toContain(says)
      expect(page.versions).toEqual([])
    } finally {
      await sql`UPDATE "Clinic" SET "outOfHoursPhone" = '1' WHERE id = ${world.one.clinicId}`
      await sql`UPDATE "Patient" SET "dateOfBirth" = '1990-05-17' WHERE id = ${me().patientId}`
    }
  })

  it('asks for the safety answers again as early as the clinic says', async () => {
    const set = (value: number | null) =>
      setClinicLimit(world.one.admin, { limitId: 'safety_screen_days', value, note: 'Every week.' })
    const draft = await drafted()
    await answered(ownerUrl, me(), harmless(), 10)
    await set(7)
    try {
      expect(await messageOf(publishDraft(physio(), form(draft)))).toContain('at most 7 are allowed')
      const overview = await caseOverview(physio(), me().caseId, new Date())
      expect(overview.due.map(({ text }) => text).join()).toContain('ask again before publishing')
    } finally {
      await set(null)
    }
    expect((await publishDraft(physio(), form(draft))).number).toBe(1)
  })

  it.each([
    ['account', 'active', 'a@example.invalid', 1],
    ['invited', 'invited', 'a@example.invalid', 0],
    ['suspended', 'suspended', 'a@example.invalid', 0],
    ['no_account', null, 'a@example.invalid', 0],
    ['no_email', null, null, 0],
  ] as const)('promises a message to whom it reaches: %s', async (reach, status, email, told) => {
    const { patientId, accountId, caseId } = me()
    const account = status && accountId
    await sql`UPDATE "Patient" SET "accountId" = ${account}::uuid, email = ${email} WHERE id = ${patientId}`
    await sql`UPDATE "Account" SET status = ${status ?? 'active'}::"AccountStatus" WHERE id = ${accountId}`
    const mails = () => sql`SELECT 1 FROM "Mail" WHERE subject LIKE 'Your program at%'`
    try {
      const draft = await drafted()
      expect(draft.publish.patient).toEqual({ id: patientId, reach })
      const { due } = await caseOverview(physio(), caseId, new Date())
      const words =
        reach === 'account' ? [] : [`${unreached[reach]}: the patient gets no messages and sees no program`]
      expect(due.map(({ text }) => text).filter((text) => text.includes('gets no messages'))).toEqual(words)
      const before = (await mails()).length
      await publishDraft(physio(), form(draft))
      expect((await mails()).length - before).toBe(told)
    } finally {
      await sql`UPDATE "Account" SET status = 'active' WHERE id = ${accountId}`
      await sql`UPDATE "Patient" SET "accountId" = ${accountId}::uuid WHERE id = ${patientId}`
    }
  })

  it('is permitted for a minor whose guardian consents in the examination', async () => {
    const draft = await drafted()
    await sql`UPDATE "Patient" SET "dateOfBirth" = now() - interval '17 years' WHERE id = ${me().patientId}`
    try {
      await examined(ownerUrl, me(), { ...minimum(), guardian_consent: 'yes' })
      expect((await publishDraft(physio(), form(draft))).number).toBe(1)
    } finally {
      await sql`UPDATE "Patient" SET "dateOfBirth" = '1990-05-17' WHERE id = ${me().patientId}`
    }
  })

  it.each([
    ['a refusal in a later examination', { guardian_consent: 'no' }, '2026-02-01', 'refused'],
    ['a signature after the refusal', { guardian_consent: 'no' }, '2025-12-01', 'permitted'],
    ['no signature, and a consent in a draft', {}, '2026-02-01', 'refused'],
  ] as const)('counts the newest statement of the guardian: %s', async (what, said, day, outcome) => {
    const draft = await drafted()
    const byGuardian = !what.startsWith('no signature')
    const names = { guardian_name: 'Gita E', consent_name: byGuardian ? 'gita e' : 'Young E' }
    await answered(ownerUrl, me(), { ...harmless(), ...names })
    await examined(ownerUrl, me(), { ...minimum(), ...said })
    const { patientId, assessmentId, caseId, intakeId } = me()
    const [before] = await sql`SELECT "consentAt" FROM "IntakeAnswers" WHERE "intakeId" = ${intakeId}`
    const set = (signedAt: string, consentAt: string | Date | null, born: string, unsigned: object) =>
      sql.begin(async (tx) => {
        await tx`SET LOCAL session_replication_role = replica`
        await tx`UPDATE "Patient" SET "dateOfBirth" = ${born}::date WHERE id = ${patientId}`
        await tx`UPDATE "IntakeAnswers" SET "consentAt" = ${consentAt}::timestamptz WHERE "intakeId" = ${intakeId}`
        await tx`UPDATE "Assessment" SET "signedAt" = ${signedAt}::timestamptz WHERE id = ${assessmentId}`
        await tx`UPDATE "Assessment" SET findings = ${tx.json({ raw: unsigned } as never)} WHERE "caseId" = ${caseId} AND "signedAt" IS NULL`
      })
    const young = `${new Date().getFullYear() - 17}-01-01`
    await set(`${day}T10:00:00Z`, '2026-01-01T10:00:00Z', young, { guardian_consent: 'yes' })
    try {
      if (outcome === 'permitted') expect((await publishDraft(physio(), form(draft))).number).toBe(1)
      else expect(await messageOf(publishDraft(physio(), form(draft)))).toContain('parent or guardian')
    } finally {
      await set(new Date().toISOString(), before?.consentAt ?? null, '1990-05-17', {})
    }
  })

  it('names the exercises that an impact flag stops, and goes on without them', async () => {
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_ply_pogo_double' }))
    let now = await drawn()
    await saveDraft(physio(), save(now, { intent: 'add', add: 'ex_hip_bridge' }))
    await flag('flag_locked_knee', 'impact')
    now = await drawn()
    expect(now.phase.items.map(({ blocked }) => blocked)).toEqual([true, false])
    expect(await messageOf(publishDraft(physio(), form(now)))).toContain(now.phase.items[0]?.name)
    await saveDraft(physio(), save(now, { intent: `remove:${now.phase.items[0]?.key}` }))
    now = await drawn()
    expect((await publishDraft(physio(), form(now))).number).toBe(1)
  })

  it('asks for a reason for impact exercises whose tests are not on record', async () => {
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_ply_pogo_double' }))
    const now = await drawn()
    expect(await messageOf(publishDraft(physio(), form(now, { impactReason: '' })))).toContain('permitted')
    await publishDraft(physio(), form(now))
    const version = await versionPage(physio(), me().caseId, 1)
    expect(version.note).toContain('sweep test zero')
  })

  it('asks for no reason when the examination permits running and jumping, and the version says so', async () => {
    const calm = { ...minimum(), func_hop_pain_left: 1, func_hop_pain_right: 1 }
    await examined(ownerUrl, me(), calm)
    await evaluateAgain(physio(), { caseId: me().caseId })
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_ply_pogo_double' }))
    const now = await drawn()
    expect(now.publish.impact).toMatchObject({ permitted: true, against: [], missing: [] })
    await publishDraft(physio(), form(now, { impactReason: '' }))
    expect((await versionPage(physio(), me().caseId, 1)).note).toContain('permitted: by the assessment')
  })

  it('asks for a reason for what is not proposed in pregnancy or after a birth', async () => {
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_hip_bridge' }))
    const now = await drawn()
    expect(now.publish.careful).toEqual({ names: [], known: true })
    const told = async (more: object) => {
      await answered(ownerUrl, me(), { ...harmless(), sex_at_birth: 'female', ...more })
      return (await programPage(physio(), me().caseId, undefined)).draft?.publish.careful
    }
    expect(await told({ medical_conditions: ['none'] })).toEqual({ names: [], known: true })
    // Lying is for the physio to see; jumps wait for the answer.
    expect(await told({})).toEqual({ names: [], known: false })
    expect((await told({ medical_conditions: ['pregnancy'] }))?.names).toEqual([now.phase.items[0]?.name])
    expect(await messageOf(publishDraft(physio(), form(now)))).toContain('in spite of a pregnancy')
    await publishDraft(physio(), form(now, { pregnancyReason: 'week 9, lies well for a minute' }))
    const version = await versionPage(physio(), me().caseId, 1)
    expect(version.note).toContain('week 9')
  })

  it('asks for it for jumps, too, while nobody knows', async () => {
    await answered(ownerUrl, me(), { ...harmless(), sex_at_birth: 'female' })
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_ply_pogo_double' }))
    const now = await drawn()
    expect(await messageOf(publishDraft(physio(), form(now)))).toContain('in spite of a pregnancy')
  })

  it('finds nothing of it in a template that was fitted while nobody knows', async () => {
    await answered(ownerUrl, me(), { ...harmless(), sex_at_birth: 'female' })
    expect((await drafted('prog_calf')).publish.careful).toEqual({ names: [], known: false })
    const picks = (await templatePicks(physio(), me().caseId)).picks.flatMap(({ notices }) => notices)
    expect(picks.join()).toContain('not proposed until pregnancy or a recent birth is asked about')
  })

  it('is refused for a draft that was saved since it was looked at', async () => {
    const draft = await drafted()
    const key = draft.phase.items[0]?.key ?? ''
    await saveDraft(physio(), save(draft, cells(draft, key, { sets: '5' })))
    await expect(publishDraft(physio(), form(draft))).rejects.toThrow('saved since you looked')
  })

  it('keeps what was published in the database as well', async () => {
    const draft = await drafted()
    await publishDraft(physio(), form(draft))
    const id = draft.versionId
    const tries = [
      () => sql`UPDATE "ProgramVersion" SET note = 'x' WHERE id = ${id}`,
      () => sql`DELETE FROM "ProgramVersion" WHERE id = ${id}`,
      () => sql`UPDATE "ProgramPhase" SET name = 'x' WHERE "versionId" = ${id}`,
      () =>
        sql`DELETE FROM "ProgramItem" WHERE "phaseId" IN (SELECT p.id FROM "ProgramPhase" p WHERE p."versionId" = ${id})`,
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'SW001' })
  })
})

describe('later versions', () => {
  it('ask for no first examination again', async () => {
    await publishDraft(physio(), form(await drafted()))
    await examined(ownerUrl, me(), {})
    expect((await publishDraft(physio(), form(await drafted('newest')))).number).toBe(2)
  })

  it('start as a copy with the same keys, say what they change, and leave the old one readable', async () => {
    const first = await drafted()
    await publishDraft(physio(), form(first))
    const second = await drafted('newest')
    expect(second.number).toBe(2)
    expect(second.phase.items.map(({ key }) => key)).toEqual(first.phase.items.map(({ key }) => key))
    const key = second.phase.items[0]?.key ?? ''
    await saveDraft(physio(), save(second, cells(second, key, { sets: '5' })))
    const now = await drawn()
    expect(now.changes?.list.map(({ text }) => text).join()).toContain('5 sets')
    await publishDraft(physio(), form(now))
    expect((await versionPage(physio(), me().caseId, 1)).phases[0]?.items[0]?.cells.sets).toBe(
      first.phase.items[0]?.cells.sets,
    )
    const newer = await versionPage(physio(), me().caseId, 2)
    expect(newer.phases[0]?.items[0]?.cells.sets).toBe('5')
    expect(newer.changes?.length).toBe(1)
  })

  it('lower a dose also when the safety answers are too old for anything else', async () => {
    await publishDraft(physio(), form(await drafted()))
    await answered(ownerUrl, me(), harmless(), 16)
    const second = await drafted('newest')
    const item = second.phase.items[0]
    const sets = async (change: number) => {
      const now = await drawn()
      const value = `${Number(item?.cells.sets) + change}`
      await saveDraft(physio(), save(now, cells(now, item?.key ?? '', { sets: value })))
      return drawn()
    }
    const more = await sets(1)
    expect(more.publish.blockers.map(({ id }) => id)).toEqual(['screen'])
    expect(await messageOf(publishDraft(physio(), form(more)))).toContain('16 days old')
    const less = await sets(-1)
    expect(less.publish.blockers).toEqual([])
    const elsewhere = { phaseKey: less.phases[1]?.key, entryReason: 'she asks for it' }
    expect(await messageOf(publishDraft(physio(), form(less, elsewhere)))).toContain('16 days old')
    await flag('flag_hot_joint', 'programme')
    expect(await messageOf(publishDraft(physio(), form(less)))).toContain('Hot or red swollen knee')
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE "caseId" = ${me().caseId} AND "flagId" = 'flag_hot_joint'`
    expect((await publishDraft(physio(), form(less))).number).toBe(2)
  })

  it('a first one begins on a day on which the safety answers still count, and has its first review', async () => {
    await answered(ownerUrl, me(), harmless(), 10)
    const draft = await drafted()
    const on = (days: number) => form(draft, { startsOn: addDays(draft.publish.today, days) })
    expect(await messageOf(publishDraft(physio(), on(5)))).toContain('more than 14 days old')
    await sql`UPDATE "Case" SET "nextReviewOn" = NULL WHERE id = ${me().caseId}`
    await publishDraft(physio(), on(4))
    const [row] =
      await sql`SELECT to_char("nextReviewOn", 'YYYY-MM-DD') AS on FROM "Case" WHERE id = ${me().caseId}`
    expect(row?.on).toBe(addDays(draft.publish.today, 18))
  })

  it('can begin later: until then the older one holds', async () => {
    const first = await drafted()
    await publishDraft(physio(), form(first))
    const second = await drafted('newest')
    const later = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    const elsewhere = second.phases[1]?.key
    expect(
      await messageOf(publishDraft(physio(), form(second, { startsOn: later, phaseKey: elsewhere }))),
    ).toContain('present phase')
    await publishDraft(physio(), form(second, { startsOn: later }))
    const page = await programPage(physio(), me().caseId, undefined)
    expect(page.current).toMatchObject({ number: 1, upcoming: { number: 2, startsOn: later } })
  })

  it('that begins before one still to come takes the beginning of program and phase along', async () => {
    const first = await drafted()
    const { today } = first.publish
    await publishDraft(physio(), form(first, { startsOn: addDays(today, 5) }))
    await publishDraft(physio(), form(await drafted('newest')))
    const [row] = await sql`SELECT to_char("activatedOn", 'YYYY-MM-DD') AS activated,
      to_char("phaseStartedOn", 'YYYY-MM-DD') AS phase FROM "Program" WHERE "caseId" = ${me().caseId}`
    expect(row).toMatchObject({ activated: today, phase: today })
    const page = await programPage(physio(), me().caseId, undefined)
    expect(page.current).toMatchObject({ number: 2 })
  })
})

describe('the course of a program', () => {
  it('moves to a phase, pauses with a reason, and goes on', async () => {
    const draft = await drafted()
    await publishDraft(physio(), form(draft))
    const page = await programPage(physio(), me().caseId, undefined)
    const next = draft.phases[1]?.key ?? ''
    const move = {
      caseId: me().caseId,
      version: page.current?.programVersion ?? 0,
      phaseKey: next,
      startedOn: page.today,
      entryReason: 'did the first phase at her old clinic',
    }
    await changePhase(physio(), move)
    await expect(changePhase(physio(), move)).rejects.toBeInstanceOf(Conflict)
    expect((await programPage(physio(), me().caseId, undefined)).current?.hereKey).toBe(next)
    await pauseProgram(physio(), { caseId: me().caseId, reason: 'canary-reason' })
    const mine = await myProgram(me().actor)
    expect(mine.state).toBe('paused')
    expect(JSON.stringify(mine)).not.toContain('canary-reason')
    await resumeProgram(physio(), { caseId: me().caseId })
    expect((await myProgram(me().actor)).state).toBe('running')
    const [row] = await sql`SELECT version FROM "Case" WHERE id = ${me().caseId}`
    const version = Number(row?.version)
    await holdCase(physio(), { caseId: me().caseId, version, reason: 'On holiday' })
    expect(await myProgram(me().actor)).toEqual({ state: 'on_hold' })
    await resumeCase(physio(), { caseId: me().caseId, version: version + 1, reason: 'Back again' })
  })

  it('is stopped by a flag at once, without anything stored', async () => {
    const draft = await drafted()
    await publishDraft(physio(), form(draft))
    await flag('flag_hot_joint', 'programme')
    const mine = await myProgram(me().actor)
    expect(mine).toMatchObject({ state: 'paused' })
    expect(JSON.stringify(mine)).toContain('Your plan is paused until we have spoken with you')
    expect(JSON.stringify(mine)).not.toContain('flag_')
  })
})
