import { describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { pauseProgram } from '#lib/programs/course/commands.ts'
import { discardDraft, saveDraft, startDraft } from '#lib/programs/draft/commands.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'
import { publishDraft } from '#lib/programs/publishing/commands.ts'
import { myExercise, myProgram, previewProgram } from '#lib/programs/queries.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { harmless } from '../setting.ts'
import { cells, drafted, drawn, form, me, messageOf, physio, save, setUp, world } from './setting.ts'

await setUp()

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
    let now = await drawn()
    expect(now.phase.items[0]?.key).toBe(second?.key)
    await saveDraft(physio(), save(now, { intent: 'add', add: 'ex_trunk_dead_bug' }))
    now = await drawn()
    expect(now.phase.items.at(-1)?.name).toMatch(/dead bug/i)
    const swappable = now.phase.items.find((item) => item.easier)
    await saveDraft(physio(), save(now, { intent: `swap:${swappable?.key}:${swappable?.easier?.id}` }))
    now = await drawn()
    expect(now.phase.items.find((item) => item.key === swappable?.key)?.replaced).toMatch(/^for .*: easier$/)
    await saveDraft(physio(), save(now, { intent: `remove:${swappable?.key}` }))
    now = await drawn()
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

describe('somebody who trains at the clinic (exercises.md 1, needs)', () => {
  const changes = async (clinic: 'yes' | 'no' | null) =>
    (await templatePicks(physio(), me().caseId, clinic)).picks.flatMap(({ notices }) => notices).join()
  const begin = (more: object) =>
    startDraft(physio(), { caseId: me().caseId, from: 'prog_quad_focus', ...more })
  const replaced = async () => {
    const { draft } = await programPage(physio(), me().caseId, 'prog_quad_focus_p3')
    return draft?.phase.items.flatMap(({ replaced, lacking }) => [replaced ?? [], lacking].flat())
  }

  it('has everything at hand in the choice, in the draft and in what is advised, until it is said anew', async () => {
    expect(await changes(null)).toContain('no gym')
    expect(await changes('yes')).not.toContain('no gym')
    await begin({ atClinic: 'yes' })
    expect(await replaced()).toEqual([])
    expect((await templatePicks(physio(), me().caseId)).atClinic).toBe(true)
    expect(await changes(null)).not.toContain('no gym')
    const target = { ...me(), clinicId: world.one.clinicId, timeZone: 'Europe/Zurich' }
    const read = () => asActor(physio(), (tx) => readCaseInput(tx, target, new Date()))
    expect((await read()).atClinic).toBe(true)
    await begin({ atClinic: 'no' })
    expect((await read()).atClinic).toBe(true)
    const draft = await drawn()
    await discardDraft(physio(), { caseId: me().caseId, versionId: draft.versionId, version: draft.version })
    await begin({})
    expect(await replaced()).toEqual([])
    const next = await drawn()
    await discardDraft(physio(), { caseId: me().caseId, versionId: next.versionId, version: next.version })
    await begin({ atClinic: 'no' })
    expect((await replaced())?.join()).toContain('no gym')
    expect((await read()).atClinic).toBe(false)
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
