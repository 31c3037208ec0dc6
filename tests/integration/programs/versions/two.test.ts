import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Invalid } from '#lib/errors.ts'
import { saveDraft } from '#lib/programs/draft/commands.ts'
import { posted } from '../setting.ts'
import { type Draft, drafted, drawn, me, setUp, sql, world } from './setting.ts'

await setUp()

/** Two physiotherapists of one team at one draft: a save says which state of each part it was typed over. */
let draft: Draft

const anna = () => world.one.physioA
const ben = () => world.one.physioB

beforeAll(async () => {
  await sql`
    INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
    VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${ben().accountId}, 'member', ${anna().accountId})`
})
beforeEach(async () => {
  draft = await drafted()
})

const itemAt = (at: number, of: Draft = draft) => {
  const item = of.phase.items[at]
  if (!item) throw new Error('no item')
  return item
}
const names = (of: Draft) => of.phase.items.map(({ name }) => name)
const keys = (of: Draft) => of.phase.items.map(({ key }) => key)

/** Every field of an exercise as it was drawn, with what was typed. */
function texts(at: number, change: Record<string, string> = {}, of: Draft = draft) {
  const item = itemAt(at, of)
  const drawnTexts: Record<string, string> = {
    ...item.cells,
    note: item.note,
    sides: item.sides,
    fromWeek: `${item.fromWeek}`,
    untilWeek: `${item.untilWeek ?? ''}`,
    perWeekMin: `${item.perWeek?.min ?? ''}`,
    perWeekMax: `${item.perWeek?.max ?? ''}`,
    ...(item.optional ? { optional: 'yes' } : {}),
    ...(item.eachRun ? { eachRun: 'yes' } : {}),
    ...change,
  }
  return {
    ...Object.fromEntries(
      Object.entries(drawnTexts).map(([name, text]) => [`item.${item.key}.${name}`, text]),
    ),
    ...(item.days.length > 0 ? { [`item.${item.key}.days`]: [...item.days] } : {}),
  }
}
const form = (fields: Record<string, string | string[]>, of: Draft = draft) =>
  posted({
    caseId: me().caseId,
    versionId: of.versionId,
    phaseKey: of.phase.key,
    seen: JSON.stringify(of.seen),
    intent: 'save',
    ...fields,
  })
async function refused(work: Promise<unknown>): Promise<Invalid['fieldErrors']> {
  const error = await work.catch((e: unknown) => e)
  if (!(error instanceof Invalid)) throw error instanceof Error ? error : new Error('was accepted')
  return error.fieldErrors
}

describe('two people who type', () => {
  it('keep both what they typed at two exercises, and the second is told of the other', async () => {
    await saveDraft(anna(), form(texts(0, { sets: '5' })))
    const { news } = await saveDraft(ben(), form(texts(1, { sets: '7' })))
    expect(news).toContain(`${anna().name} `)
    expect(news).toContain(`changed ${itemAt(0).name}`)
    const now = await drawn()
    expect([itemAt(0, now).cells.sets, itemAt(1, now).cells.sets]).toEqual(['5', '7'])
  })

  it('keep both also when both saves arrive at once', async () => {
    await Promise.all([
      saveDraft(anna(), form(texts(0, { sets: '5' }))),
      saveDraft(ben(), form(texts(1, { sets: '7' }))),
    ])
    const now = await drawn()
    expect([itemAt(0, now).cells.sets, itemAt(1, now).cells.sets]).toEqual(['5', '7'])
  })

  it('do not overwrite each other at one exercise, not even in two different cells', async () => {
    await saveDraft(anna(), form(texts(0, { sets: '5' })))
    const errors = await refused(
      saveDraft(ben(), form({ ...texts(0, { rest: '90' }), ...texts(1, { sets: '7' }) })),
    )
    expect(errors.stale).toEqual([itemAt(0).name])
    expect(errors.staleSaved?.[0]).toMatch(/^5 sets/)
    expect(errors.staleMine?.[0]).toContain('90 s rest')
    const now = await drawn()
    expect([itemAt(0, now).cells.sets, itemAt(1, now).cells.sets]).toEqual(['5', itemAt(1).cells.sets])
  })

  it('go over the other text only as it was read: a third one is told again', async () => {
    await saveDraft(anna(), form(texts(0, { sets: '5' })))
    const first = await refused(saveDraft(ben(), form(texts(0, { sets: '7' }))))
    await saveDraft(anna(), form(texts(0, { sets: '6' }, await drawn()), await drawn()))
    const again = { ...texts(0, { sets: '7' }), seen: first.staleSeen?.[0] ?? '' }
    const second = await refused(saveDraft(ben(), form(again)))
    expect(second.staleSaved?.[0]).toMatch(/^6 sets/)
    await saveDraft(ben(), form({ ...again, seen: second.staleSeen?.[0] ?? '' }))
    expect(itemAt(0, await drawn()).cells.sets).toBe('7')
  })

  it('leave an exercise alone that was sent as it was drawn, as without script', async () => {
    await saveDraft(anna(), form(texts(0, { sets: '5', note: 'Hers' })))
    const all = Object.assign({}, ...draft.phase.items.map((_, at) => texts(at)))
    await saveDraft(ben(), form({ ...all, ...texts(1, { sets: '7' }) }))
    const now = await drawn()
    expect([itemAt(0, now).cells.sets, itemAt(0, now).note]).toEqual(['5', 'Hers'])
    expect(itemAt(1, now).cells.sets).toBe('7')
  })

  it('do not overwrite each other at the settings of the phase', async () => {
    await saveDraft(anna(), form({ 'phase.name': 'Hers' }))
    const errors = await refused(saveDraft(ben(), form({ 'phase.name': 'His' })))
    expect(errors.stale?.[0]).toContain('Settings of Hers')
    expect((await drawn()).phase.name).toBe('Hers')
  })

  it('save the same twice as once, when an answer was lost', async () => {
    const once = form(texts(0, { sets: '5' }))
    const { version } = await saveDraft(anna(), once)
    expect(await saveDraft(anna(), once)).toMatchObject({ version })
  })
})

describe('two people who add, take out and move', () => {
  const add = (press: string, id = 'ex_trunk_dead_bug') => form({ intent: 'add', add: id, press })

  it('add two exercises, and each once however often it is sent', async () => {
    await saveDraft(anna(), add('aaaaaaaa'))
    await saveDraft(anna(), add('aaaaaaaa'))
    const { news } = await saveDraft(ben(), add('bbbbbbbb', 'ex_hip_bridge'))
    expect(news).toMatch(/added .*dead bug/i)
    await saveDraft(ben(), add('bbbbbbbb', 'ex_hip_bridge'))
    expect((await drawn()).phase.items.length).toBe(draft.phase.items.length + 2)
  })

  it('add the same exercise at once and have it once', async () => {
    await saveDraft(anna(), add('aaaaaaaa'))
    const { news } = await saveDraft(ben(), add('bbbbbbbb'))
    expect(news).toMatch(/added .*dead bug/i)
    const now = await drawn()
    expect(now.phase.items.length).toBe(draft.phase.items.length + 1)
    // Who has seen it may want it a second time.
    await saveDraft(ben(), form({ intent: 'add', add: 'ex_trunk_dead_bug', press: 'cccccccc' }, now))
    expect((await drawn()).phase.items.length).toBe(draft.phase.items.length + 2)
  })

  it('move two exercises, each to where it was put, and a move sent twice moves once', async () => {
    const [a, b, c, d] = names(draft)
    const down = form({ intent: `down:${itemAt(0).key}` })
    await saveDraft(anna(), down)
    await saveDraft(anna(), down)
    expect(names(await drawn()).slice(0, 4)).toEqual([b, a, c, d])
    const { news } = await saveDraft(ben(), form({ intent: `move:${itemAt(3).key}:0` }))
    expect(news).toContain('changed the order of the exercises')
    expect(names(await drawn()).slice(0, 4)).toEqual([d, b, a, c])
  })

  it('move around what the other one took out or added', async () => {
    await saveDraft(anna(), form({ intent: `remove:${itemAt(1).key}` }))
    await saveDraft(
      anna(),
      form({ intent: 'add', add: 'ex_trunk_dead_bug', press: 'aaaaaaaa' }, await drawn()),
    )
    const [a, , c] = keys(draft)
    await saveDraft(ben(), form({ intent: `move:${itemAt(2).key}:0` }))
    const now = keys(await drawn())
    expect(now.slice(0, 2)).toEqual([c, a])
    expect(new Set(now).size).toBe(draft.phase.items.length)
  })

  it('do not take out what the other one changed meanwhile without having read it', async () => {
    await saveDraft(anna(), form(texts(0, { note: 'Hers' })))
    const gone = { intent: `remove:${itemAt(0).key}` }
    const errors = await refused(saveDraft(ben(), form(gone)))
    expect(errors.staleSaved?.[0]).toContain('note: Hers')
    expect(errors.staleMine).toEqual(['Taken out'])
    await saveDraft(ben(), form({ ...gone, seen: errors.staleSeen?.[0] ?? '' }))
    expect(keys(await drawn())).not.toContain(itemAt(0).key)
  })

  it('keep what was typed for an exercise that the other one took out, and put it back where it was', async () => {
    await saveDraft(anna(), form({ intent: `remove:${itemAt(1).key}` }))
    const mine = texts(1, { sets: '7', note: 'His' })
    const errors = await refused(saveDraft(ben(), form(mine)))
    expect(errors).toMatchObject({ stale: [itemAt(1).name], staleSaved: ['Taken out'] })
    expect(errors.staleMine?.[0]).toContain('note: His')
    await saveDraft(ben(), form({ ...mine, seen: errors.staleSeen?.[0] ?? '' }))
    const now = await drawn()
    expect(keys(now)).toEqual(keys(draft))
    expect(itemAt(1, now)).toMatchObject({ name: itemAt(1).name, note: 'His' })
    expect(itemAt(1, now).cells).toEqual({ ...itemAt(1).cells, sets: '7' })
  })

  it('do not type a dose for an exercise that the other one exchanged', async () => {
    const at = draft.phase.items.findIndex(({ easier }) => easier)
    const item = itemAt(at)
    const swap = form({ intent: `swap:${item.key}:${item.easier?.id}` })
    await saveDraft(anna(), swap)
    const errors = await refused(saveDraft(ben(), form(texts(at, { sets: '7' }))))
    expect(errors.stale?.[0]).toBe(`${item.easier?.name}, now in place of ${item.name}`)
    const { version } = await drawn()
    expect(await saveDraft(anna(), swap)).toMatchObject({ version })
  })

  it('do not take out a phase in which the other one wrote, and add one phase a press', async () => {
    const more = form({ intent: 'phase_add', press: 'aaaaaaaa' })
    await saveDraft(anna(), more)
    await saveDraft(anna(), more)
    expect((await drawn()).phases.length).toBe(draft.phases.length + 1)
    await saveDraft(anna(), form(texts(0, { note: 'Hers' })))
    const errors = await refused(saveDraft(ben(), form({ intent: 'phase_remove' })))
    expect(errors.staleSaved?.[0]).toContain(`changed ${itemAt(0).name}`)
  })
})
