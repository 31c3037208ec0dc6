import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { addPack, retirePack } from '#lib/outcomes/packs/commands.ts'
import { packList } from '#lib/outcomes/packs/queries.ts'
import { packInput } from '#lib/outcomes/packs/schema.ts'
import { refusal } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

const lines = (count: number, word: string) =>
  Array.from({ length: count }, (_, at) => `${word} ${at + 1}`).join('\n')
const pack = (fields: Record<string, unknown> = {}) =>
  packInput.parse({
    id: newId(),
    measure: 'uwri',
    language: 'en',
    items: lines(9, 'Question'),
    answers: lines(5, 'Answer'),
    permission: 'By letter of the authors, 3 May 2026',
    compared: 'yes',
    ...fields,
  })

describe('the texts of an instrument', () => {
  it('come into use with who brought them in, once however often they are sent', async () => {
    const input = pack()
    await addPack(world.one.admin, input)
    await addPack(world.one.admin, input)
    const found = (await packList(world.one.admin)).filter(({ measure }) => measure === 'uwri')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ by: world.one.admin.name, permission: input.permission })
    expect(found[0]?.texts[8]).toEqual({
      text: 'Question 9',
      options: ['Answer 1', 'Answer 2', 'Answer 3', 'Answer 4', 'Answer 5'],
    })
    expect(await owner.auditEvent.count({ where: { subjectId: input.id } })).toBe(1)
    await expect(addPack(world.one.admin, { ...input, items: lines(9, 'Other') })).rejects.toThrow(Conflict)
  })

  it('replace those of the same language and stay beside those of another', async () => {
    const [first, second, german] = [pack(), pack(), pack({ language: 'de' })]
    for (const input of [first, second, german]) await addPack(world.one.admin, input)
    const used = (await packList(world.one.admin))
      .filter(({ measure }) => measure === 'uwri')
      .map(({ id }) => id)
    expect(used.sort()).toEqual([second.id, german.id].sort())
    expect(await owner.instrumentPack.findUnique({ where: { id: first.id } })).toMatchObject({
      retiredById: world.one.admin.accountId,
    })
  })

  it('must fit the instrument', async () => {
    await expect(addPack(world.one.admin, pack({ items: lines(8, 'Question') }))).rejects.toThrow(Invalid)
    await expect(addPack(world.one.admin, pack({ answers: lines(4, 'Answer') }))).rejects.toThrow(Invalid)
    expect(packInput.safeParse({ ...pack(), permission: 'ok' }).success).toBe(false)
    expect(packInput.safeParse({ ...pack(), compared: undefined }).success).toBe(false)
  })

  it('are brought in and taken out of use by an admin of the clinic alone', async () => {
    for (const actor of [world.one.physioA, world.one.a.actor, world.one.a.linkActor]) {
      await expect(addPack(actor, pack())).rejects.toThrow(NotFound)
      await expect(packList(actor)).rejects.toThrow(NotFound)
      await expect(retirePack(actor, { packId: world.one.packId })).rejects.toThrow(NotFound)
    }
    await expect(retirePack(world.two.admin, { packId: world.one.packId })).rejects.toThrow(NotFound)
    await retirePack(world.one.admin, { packId: world.one.packId })
    await retirePack(world.one.admin, { packId: world.one.packId })
    expect((await packList(world.one.admin)).map(({ id }) => id)).not.toContain(world.one.packId)
  })

  it('are never changed', async () => {
    const { packId } = world.two
    expect(
      await refusal(
        owner.instrumentPack.update({ where: { id: packId }, data: { permission: 'Another permission' } }),
      ),
    ).toBe('SW001')
    expect(await refusal(owner.instrumentPack.delete({ where: { id: packId } }))).toBe('SW001')
  })
})
