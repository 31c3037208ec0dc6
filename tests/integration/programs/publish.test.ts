import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { holdCase, resumeCase } from '#lib/cases/status/commands.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { changePhase, pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { discardDraft, saveDraft, startDraft } from '#lib/programs/draft/commands.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myExercise, myProgram, previewProgram } from '#lib/programs/queries.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { minimum } from '#tests/support/examined.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, examined, harmless, posted, withoutProgram } from './setting.ts'

process.env.STEPWISE_URL = 'https://stepwise.example'
const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => sql.end())

const me = () => world.one.a
const physio = () => world.one.physioA

beforeEach(async () => {
  await withoutProgram(ownerUrl, me())
  await answered(ownerUrl, me(), harmless())
  await examined(ownerUrl, me())
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "RedFlag" WHERE "caseId" = ${me().caseId} AND "flagId" <> 'flag_persistent'`
    await tx`DELETE FROM "Mail" WHERE "clinicId" = ${world.one.clinicId}`
  })
})

const flag = (flagId: string, block: string) => sql`
  INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
  VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', ${flagId}, 'same_day', ${block}::"Block", 1, '{}')`

async function drafted(from = 'prog_hip_focus') {
  await startDraft(physio(), { caseId: me().caseId, from })
  const page = await programPage(physio(), me().caseId, undefined)
  if (!page.draft) throw new Error('no draft')
  return page.draft
}
type Draft = Awaited<ReturnType<typeof drafted>>

const form = (draft: Draft, more: object = {}) => ({
  caseId: me().caseId,
  versionId: draft.versionId,
  version: draft.version,
  startsOn: draft.publish.today,
  phaseKey: draft.publish.phaseKey,
  note: 'canary-why-for-the-team',
  impactReason: 'sweep test zero, ten hops 1',
  pregnancyReason: '',
  ...more,
})

const cells = (draft: Draft, key: string, change: Record<string, string> = {}) => {
  const item = draft.phase.items.find((entry) => entry.key === key)
  if (!item) throw new Error('no item')
  const texts = { ...item.cells, note: item.note, sides: item.sides, fromWeek: `${item.fromWeek}`, ...change }
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`item.${key}.${name}`, text])),
    [`item.${key}.days`]: [...item.days],
  }
}

const save = (draft: Draft, fields: Record<string, string | string[]>) =>
  posted({
    caseId: me().caseId,
    versionId: draft.versionId,
    seen: JSON.stringify(draft.seen),
    phaseKey: draft.phase.key,
    intent: 'save',
    ...fields,
  })

const messageOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Invalid)) throw error ?? new Error('was accepted')
  return Object.values(error.fieldErrors).flat().join(' ')
}

describe('a draft', () => {
  it('fits the template to the person, once, however often it is asked for', async () => {
    const [one, two] = await Promise.all([drafted(), drafted()])
    expect(one.versionId).toBe(two.versionId)
    expect(one.number).toBe(1)
    expect(one.phases.map(({ name }) => name).length).toBe(3)
    expect(one.phase.items.length).toBeGreaterThan(3)
    for (const { day } of one.phase.minutes.filter(({ minutes }) => minutes > 0))
      expect(harmless().days_available).toContain(day)
  })

  it('keeps what was typed, understands its units, and marks what differs from the template', async () => {
    const draft = await drafted()
    const key = draft.phase.items[0]?.key ?? ''
    await saveDraft(
      physio(),
      save(draft, cells(draft, key, { sets: '4', amount: '8', load: '7,5', effort: '6-7', rest: '2 min' })),
    )
    const after = (await programPage(physio(), me().caseId, undefined)).draft
    const item = after?.phase.items[0]
    expect(item?.cells).toMatchObject({ sets: '4', load: '7.5 kg', effort: '6–7', rest: '120 s' })
    expect(item?.changed).toEqual(expect.arrayContaining(['sets', 'load', 'rest']))
    expect(after?.version).toBe(draft.version + 1)
  })

  it('refuses a wrong cell with its limits and changes nothing', async () => {
    const draft = await drafted()
    const key = draft.phase.items[0]?.key ?? ''
    const text = await messageOf(
      saveDraft(physio(), save(draft, cells(draft, key, { sets: '40', rest: 'long' }))),
    )
    expect(text).toContain('Sets: 1 to 10')
    expect(text).toContain('Rest: 0 to 600 s')
    expect((await programPage(physio(), me().caseId, undefined)).draft?.version).toBe(draft.version)
  })

  it('moves, swaps, adds and removes exercises', async () => {
    const draft = await drafted()
    const [first, second] = draft.phase.items
    await saveDraft(physio(), save(draft, { intent: `down:${first?.key}` }))
    let now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(now.phase.items[0]?.key).toBe(second?.key)
    await saveDraft(physio(), save(now, { intent: 'add', add: 'ex_trunk_dead_bug' }))
    now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(now.phase.items.at(-1)?.name).toMatch(/dead bug/i)
    const swappable = now.phase.items.find((item) => item.easier)
    await saveDraft(physio(), save(now, { intent: `swap:${swappable?.key}:${swappable?.easier?.id}` }))
    now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(now.phase.items.find((item) => item.key === swappable?.key)?.replaced).toMatch(/^for .*: easier$/)
    await saveDraft(physio(), save(now, { intent: `remove:${swappable?.key}` }))
    now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(now.phase.items.some((item) => item.key === swappable?.key)).toBe(false)
  })

  it('tells the second editor how the texts differ, and takes hers when she has seen the other', async () => {
    const draft = await drafted()
    const key = draft.phase.items[0]?.key ?? ''
    await saveDraft(physio(), save(draft, cells(draft, key, { sets: '5' })))
    const late = saveDraft(physio(), save(draft, cells(draft, key, { sets: '2' })))
    const error = (await late.catch((e: unknown) => e)) as Invalid
    expect(error).toBeInstanceOf(Invalid)
    expect(error.message).toContain(physio().name)
    expect(error.fieldErrors.stale).toEqual([draft.phase.items[0]?.name])
    expect(error.fieldErrors.staleSaved?.join()).toMatch(/^5 sets/)
    expect(error.fieldErrors.staleMine?.join()).toMatch(/^2 sets/)
    const seen = error.fieldErrors.staleSeen?.[0] ?? ''
    await saveDraft(physio(), save(draft, { ...cells(draft, key, { sets: '2' }), seen }))
    const after = (await programPage(physio(), me().caseId, undefined)).draft
    expect(after?.phase.items[0]?.cells.sets).toBe('2')
  })

  it('can be discarded, but not one that was saved meanwhile', async () => {
    const draft = await drafted()
    const key = draft.phase.items[0]?.key ?? ''
    await saveDraft(physio(), save(draft, cells(draft, key, { sets: '5' })))
    const old = { caseId: me().caseId, versionId: draft.versionId, version: draft.version }
    await expect(discardDraft(physio(), old)).rejects.toBeInstanceOf(Conflict)
    await discardDraft(physio(), { ...old, version: draft.version + 1 })
    expect((await programPage(physio(), me().caseId, undefined)).draft).toBeNull()
  })
})

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
      'still needs: Red flags reviewed.',
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

  it('names the exercises that an impact flag stops, and goes on without them', async () => {
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_ply_pogo_double' }))
    let now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    await saveDraft(physio(), save(now, { intent: 'add', add: 'ex_hip_bridge' }))
    await flag('flag_locked_knee', 'impact')
    now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(now.phase.items.map(({ blocked }) => blocked)).toEqual([true, false])
    expect(await messageOf(publishDraft(physio(), form(now)))).toContain(now.phase.items[0]?.name)
    await saveDraft(physio(), save(now, { intent: `remove:${now.phase.items[0]?.key}` }))
    now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect((await publishDraft(physio(), form(now))).number).toBe(1)
  })

  it('asks for a reason for impact exercises whose tests are not on record', async () => {
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_ply_pogo_double' }))
    const now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(await messageOf(publishDraft(physio(), form(now, { impactReason: '' })))).toContain('permitted')
    await publishDraft(physio(), form(now))
    const version = await versionPage(physio(), me().caseId, 1)
    expect(version.note).toContain('sweep test zero')
  })

  it('asks for a reason for what is not proposed in pregnancy or after a birth', async () => {
    const draft = await drafted('empty')
    await saveDraft(physio(), save(draft, { intent: 'add', add: 'ex_hip_bridge' }))
    const now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
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
    const now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
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
    const now = (await programPage(physio(), me().caseId, undefined)).draft as Draft
    expect(now.changes?.list.map(({ text }) => text).join()).toContain('5 sets')
    await publishDraft(physio(), form(now))
    expect((await versionPage(physio(), me().caseId, 1)).phases[0]?.items[0]?.cells.sets).toBe(
      first.phase.items[0]?.cells.sets,
    )
    const newer = await versionPage(physio(), me().caseId, 2)
    expect(newer.phases[0]?.items[0]?.cells.sets).toBe('5')
    expect(newer.changes?.length).toBe(1)
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

describe('who may', () => {
  const outsiders = () =>
    [
      ['off the team', world.one.physioB],
      ['admin', world.one.admin],
      ['another clinic', world.two.physioA],
      ['the patient', me().actor],
      ['an intake link', me().linkActor],
    ] as const

  it('gives nothing of the case to anybody else', async () => {
    const draft = await drafted()
    for (const [, actor] of outsiders()) {
      const tries = [
        () => programPage(actor, me().caseId, undefined),
        () => templatePicks(actor, me().caseId),
        () => previewProgram(actor, me().caseId),
        () => versionPage(actor, me().caseId, 1),
        () => startDraft(actor, { caseId: me().caseId, from: 'empty' }),
        () => saveDraft(actor, save(draft, { intent: 'phase_add' })),
        () => publishDraft(actor, form(draft)),
        () =>
          discardDraft(actor, { caseId: me().caseId, versionId: draft.versionId, version: draft.version }),
        () => pauseProgram(actor, { caseId: me().caseId, reason: 'because' }),
      ]
      for (const attempt of tries) await expect(attempt()).rejects.toBeInstanceOf(NotFound)
    }
    expect((await programPage(physio(), me().caseId, undefined)).draft?.version).toBe(draft.version)
  })

  it('shows the patient no draft and no word meant for the team', async () => {
    const draft = await drafted()
    expect(await myProgram(me().actor)).toEqual({ state: 'none' })
    await publishDraft(physio(), form(draft))
    const second = await drafted('newest')
    const key = second.phase.items[0]?.key ?? ''
    await saveDraft(physio(), save(second, cells(second, key, { note: 'canary-draft-note' })))
    const mine = await myProgram(me().actor)
    expect(mine.state).toBe('running')
    expect(JSON.stringify(mine)).not.toContain('canary')
    expect(JSON.stringify(await myExercise(me().actor, key))).not.toContain('canary')
    expect(JSON.stringify(await myProgram(world.one.b.actor))).not.toContain(me().canary)
    await expect(myExercise(me().actor, 'not_mine')).rejects.toBeInstanceOf(NotFound)
  })
})
