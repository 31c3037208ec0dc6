import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeView } from '#lib/cases/discharge/queries.ts'
import { addDays, dayIn, dayText } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { addAddendum, saveNote, signNote, startNote } from '#lib/notes/commands.ts'
import { discardNote } from '#lib/notes/discarding/commands.ts'
import { caseNotes, oneNote } from '#lib/notes/queries.ts'
import type { NoteText } from '#lib/notes/schema.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import { timelineSearch } from '#lib/tracking/timeline/schema.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
const now = new Date()
const today = dayIn('Europe/Zurich', now)
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl, now)
  // A second physio on the team, who did not begin the notes.
  await sql`INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
    VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${world.one.physioB.accountId}, 'member', ${physio().accountId})`
})
afterAll(() => sql.end())
beforeEach(() =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "NoteAddendum" WHERE "caseId" = ${me().caseId}`
    await tx`DELETE FROM "Note" WHERE "caseId" = ${me().caseId}`
    await tx`UPDATE "Case" SET status = 'open', "closedAt" = null WHERE id = ${me().caseId}`
  }),
)

const me = () => world.one.a
const physio = () => world.one.physioA
const second = () => world.one.physioB
const of = () => ({ caseId: me().caseId })
type Kind = 'follow_up' | 'phone_call'
const start = (template: Kind = 'follow_up', on = today, id = newId()) =>
  startNote(physio(), { id, ...of(), template, on }, now)
const read = (noteId: string) => oneNote(physio(), me().caseId, noteId, now)
const texts = (part: Partial<NoteText>): NoteText => ({
  subjective: '',
  objective: '',
  assessment: '',
  plan: '',
  ...part,
})
const save = (
  noteId: string,
  version: number,
  text: Partial<NoteText>,
  more: { actor?: typeof world.one.physioA; insert?: string; on?: string; template?: Kind } = {},
) =>
  saveNote(
    more.actor ?? physio(),
    {
      ...of(),
      noteId,
      version,
      on: more.on ?? today,
      template: more.template ?? 'follow_up',
      text: texts(text),
      insert: more.insert ?? '',
      go: '',
    },
    now,
  )
const sign = (noteId: string, version: number, actor = physio()) =>
  signNote(actor, { ...of(), noteId, version }, now)
const events = async (type: string) =>
  (
    await sql<
      { n: number }[]
    >`SELECT count(*)::int AS n FROM "AuditEvent" WHERE type = ${type} AND "caseId" = ${me().caseId}`
  )[0]?.n ?? 0

describe('a draft', () => {
  it('begins once, with facts of the record that say where they come from', async () => {
    const id = newId()
    const before = await events('note.started')
    expect(await start('follow_up', today, id)).toEqual({ caseId: me().caseId, noteId: id })
    await start('follow_up', today, id)
    expect(await events('note.started')).toBe(before + 1)
    const note = await read(id)
    expect(note.text.subjective).toMatch(/Worst pain of the day: mean \d.* of 10 on 1 day.*\(log, /)
    expect(note.text.subjective).toMatch(/1 run, 5\.5 km in all/)
    expect(note.text.subjective).toContain('Since the last visit:')
    expect(note.text.assessment).toMatch(/Alert \(today\): Severe pain; open/)
    expect(note.text.plan).toMatch(/Program version 1, from .*published by CANARY-ONE-physioA/)
    expect(note.facts.map(({ part }) => part)).toContain('objective')
  })

  it('of a phone call keeps what was measured out', async () => {
    const note = await read((await start('phone_call')).noteId)
    expect(note.text.objective).toBe('Not examined (phone).')
    expect(note.text.subjective).toContain('Safety questions asked:')
  })

  it('is of a day that has come', async () => {
    await expect(start('follow_up', addDays(today, 1))).rejects.toThrow(Invalid)
    const { noteId } = await start()
    await expect(save(noteId, 1, { plan: 'x' }, { on: addDays(today, 1) })).rejects.toThrow(Invalid)
    await expect(
      sql`INSERT INTO "Note" (id, "clinicId", "patientId", "caseId", "on", "byId") VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${addDays(today, 3)}, ${physio().accountId})`,
    ).rejects.toThrow(/visit_is_over/)
  })

  it('is not of a day long before the case: that is a wrong year', async () => {
    await expect(start('follow_up', addDays(today, -365))).rejects.toMatchObject({
      fieldErrors: { on: [expect.stringMatching(/^Choose a day from .* to today\.$/)] },
    })
    const { noteId } = await start()
    await expect(save(noteId, 1, { plan: 'x' }, { on: addDays(today, -365) })).rejects.toThrow(Invalid)
  })

  it('is not begun in a closed case, but finished there', async () => {
    const { noteId } = await start()
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = now() WHERE id = ${me().caseId}`
    await expect(start()).rejects.toThrow(Conflict)
    await save(noteId, 1, { plan: 'Comes back in spring' })
    await sign(noteId, 2)
    expect((await read(noteId)).signed).toContain('CANARY-ONE-physioA')
  })

  it('saves the same once, and lets anybody of the team go on', async () => {
    const { noteId } = await start()
    expect(await save(noteId, 1, { plan: 'Squats' }, { actor: second() })).toMatchObject({ version: 2 })
    const saves = await events('note.saved')
    expect(await save(noteId, 1, { plan: 'Squats' })).toMatchObject({ version: 2 })
    expect(await events('note.saved')).toBe(saves)
    expect((await read(noteId)).saved).toContain('CANARY-ONE-physioB')
  })

  it('tells the second of two people, with both texts, and loses neither', async () => {
    const { noteId } = await start()
    await save(noteId, 1, { subjective: 'Hers\nin two lines', plan: 'Same' })
    const refused = await save(noteId, 1, { subjective: 'His', plan: 'Same' }, { actor: second() }).catch(
      (e) => e,
    )
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused.message).toMatch(/CANARY-ONE-physioA \(today .*has saved this note meanwhile/)
    expect(refused.fieldErrors).toEqual({
      stale: ['Subjective'],
      staleSaved: ['Hers\nin two lines'],
      staleMine: ['His'],
      staleVersion: ['2'],
    })
    expect((await read(noteId)).text.subjective).toBe('Hers\nin two lines')
    await save(noteId, 2, { subjective: 'His', plan: 'Same' }, { actor: second() })
    expect((await read(noteId)).text.subjective).toBe('His')
  })

  it('can become another kind of visit until it is signed, and loses the headings of the first', async () => {
    const { noteId } = await start()
    const begun = { subjective: 'Since the last visit:', plan: 'Changed today:\nRests' }
    await save(noteId, 1, begun, { template: 'phone_call' })
    expect(await read(noteId)).toMatchObject({
      templateText: 'Phone call',
      text: texts(begun),
      written: texts({ plan: 'Changed today:\nRests' }),
    })
    const refused = await save(noteId, 1, begun, { actor: second() }).catch((e) => e)
    expect(refused.fieldErrors).toMatchObject({ stale: ['Kind of visit'], staleSaved: ['Phone call'] })
    await sign(noteId, 2)
    expect((await read(noteId)).template).toBe('phone_call')
    await expect(sql`UPDATE "Note" SET template = 'follow_up' WHERE id = ${noteId}`).rejects.toThrow(
      /is signed/,
    )
  })

  it('lets one of two saves at the same moment through', async () => {
    const { noteId } = await start()
    const both = await Promise.allSettled([
      save(noteId, 1, { plan: 'A' }),
      save(noteId, 1, { plan: 'B' }, { actor: second() }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('takes a fact in by its id, once', async () => {
    const { noteId } = await start()
    const fact = (await read(noteId)).facts.find(({ id }) => id === 'runs')
    await save(noteId, 1, { subjective: 'Runs again.' }, { insert: 'runs' })
    expect((await read(noteId)).text.subjective).toBe(`Runs again.\n${fact?.line}`)
    await save(noteId, 2, { subjective: `Runs again.\n${fact?.line}` }, { insert: 'runs' })
    expect((await read(noteId)).version).toBe(2)
    // What would have no room is not put in, and nothing is saved that could not be saved again.
    await expect(save(noteId, 2, { subjective: 'x'.repeat(7990) }, { insert: 'runs' })).rejects.toMatchObject(
      {
        fieldErrors: { subjective: [expect.stringContaining('does not fit')] },
      },
    )
    await save(noteId, 2, { subjective: 'Other' }, { insert: 'nothing-of-the-kind' })
    expect((await read(noteId)).text.subjective).toBe('Other')
  })
})

describe('a signed note', () => {
  const signed = async () => {
    const { noteId } = await start()
    await save(noteId, 1, { assessment: 'Better' })
    await sign(noteId, 2, second())
    return noteId
  }

  it('is signed once, by whoever signs, after it was read', async () => {
    const { noteId } = await start('phone_call')
    await save(noteId, 1, {}, { template: 'phone_call' })
    await expect(sign(noteId, 2)).rejects.toThrow(/Nothing is written yet/)
    await save(noteId, 2, { assessment: 'Better' }, { template: 'phone_call' })
    await expect(sign(noteId, 2)).rejects.toThrow(/saved since you read it/)
    const before = await events('note.signed')
    await sign(noteId, 3, second())
    await sign(noteId, 3)
    expect(await events('note.signed')).toBe(before + 1)
    const note = await read(noteId)
    expect([note.by, note.signed]).toEqual([
      'CANARY-ONE-physioA',
      expect.stringContaining('CANARY-ONE-physioB'),
    ])
  })

  it('keeps what was written, and no empty heading of the template', async () => {
    const { noteId } = await start()
    const bare = 'Changed today:\nNext visit:'
    await save(noteId, 1, { objective: 'Re-tested:', assessment: 'Response to the plan: good', plan: bare })
    const draft = await read(noteId)
    expect([draft.text.plan, draft.written.plan]).toEqual([bare, ''])
    await sign(noteId, 2)
    const [row] = await sql<{ text: NoteText }[]>`SELECT text FROM "Note" WHERE id = ${noteId}`
    expect(row?.text).toEqual(texts({ assessment: 'Response to the plan: good' }))
    expect((await read(noteId)).written).toEqual(row?.text)
  })

  it('of before shows no empty heading either', async () => {
    const id = newId()
    await sql`INSERT INTO "Note" (id, "clinicId", "patientId", "caseId", "on", template, text, "byId", "signedById", "signedAt")
      VALUES (${id}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${today}, 'follow_up',
        ${sql.json(texts({ subjective: 'Since the last visit:', plan: 'Rest' }))}, ${physio().accountId}, ${physio().accountId}, now())`
    expect((await read(id)).written).toEqual(texts({ plan: 'Rest' }))
    expect((await caseNotes(physio(), me().caseId, now)).signed[0]?.beginning).toBe('Rest')
  })

  it('does not change any more, not even in SQL', async () => {
    const noteId = await signed()
    await expect(save(noteId, 3, { plan: 'Late' })).rejects.toThrow(Conflict)
    await expect(sql`UPDATE "Note" SET text = '{}' WHERE id = ${noteId}`).rejects.toThrow(/is signed/)
    await expect(sql`DELETE FROM "Note" WHERE id = ${noteId}`).rejects.toThrow(/is signed/)
  })

  it('gets addenda, once each, which never change', async () => {
    const noteId = await signed()
    const add = { id: newId(), ...of(), noteId, text: 'Swelling was seen too.' }
    await addAddendum(physio(), add, now)
    await addAddendum(physio(), add, now)
    await expect(addAddendum(physio(), { ...add, text: 'Something else' }, now)).rejects.toThrow(Conflict)
    expect((await read(noteId)).addenda).toMatchObject([
      { text: 'Swelling was seen too.', by: 'CANARY-ONE-physioA' },
    ])
    await expect(sql`UPDATE "NoteAddendum" SET text = 'Other' WHERE id = ${add.id}`).rejects.toThrow(
      /kept as it was/,
    )
  })

  it('is what an addendum needs, in SQL as well', async () => {
    const { noteId } = await start()
    const add = { id: newId(), ...of(), noteId, text: 'Too early' }
    await expect(addAddendum(physio(), add, now)).rejects.toThrow(Conflict)
    await expect(
      sql`INSERT INTO "NoteAddendum" (id, "clinicId", "patientId", "noteId", "caseId", text, "byId")
        VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${noteId}, ${me().caseId}, 'Too early', ${physio().accountId})`,
    ).rejects.toThrow(/belongs to a signed note/)
  })

  it('carries nobody’s name but the signer’s, in SQL as well', async () => {
    const { noteId } = await start()
    const forged = asActor(physio(), (tx) =>
      tx.note.updateMany({ where: { id: noteId }, data: { signedAt: now, signedById: second().accountId } }),
    )
    await expect(forged).rejects.toThrow(NotFound)
  })

  it('begins the time of the next facts', async () => {
    await signed()
    const next = await read((await start()).noteId)
    expect(next.first).toBe(false)
    expect(next.facts.map(({ id }) => id)).not.toContain('version:1')
    expect((await caseNotes(physio(), me().caseId, now)).drafts).toHaveLength(1)
  })
})

describe('a discarded draft', () => {
  const reason = 'Begun in the wrong record'
  const discard = (noteId: string, version: number, actor = second()) =>
    discardNote(actor, { ...of(), noteId, version, reason }, now)

  it('stays readable with who, when and why, by itself and on no timeline, and does not come back', async () => {
    const { noteId } = await start()
    await save(noteId, 1, { plan: 'Of somebody else' })
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = now() WHERE id = ${me().caseId}`
    await expect(discard(noteId, 1)).rejects.toThrow(/saved since you looked at it/)
    const before = await events('note.discarded')
    await discard(noteId, 2)
    await discard(noteId, 2, physio())
    expect(await events('note.discarded')).toBe(before + 1)
    const note = await read(noteId)
    expect(note.discarded).toMatchObject({ by: 'CANARY-ONE-physioB', reason })
    expect([note.written.plan, note.facts]).toEqual(['Of somebody else', []])
    const { drafts, discarded } = await caseNotes(physio(), me().caseId, now)
    expect([drafts, discarded.map(({ id }) => id)]).toEqual([[], [noteId]])
    expect((await closeView(physio(), me().caseId, now)).openNotes).toBe(0)
    const { model } = await caseTimeline(physio(), me().caseId, timelineSearch.parse({}), now)
    const marks = model.days.flatMap((day) => day.events)
    expect(marks.map(({ kind }) => kind)).not.toContain('note')
    await expect(save(noteId, 2, { plan: 'Late' })).rejects.toThrow(/was discarded/)
    await expect(sign(noteId, 2)).rejects.toThrow(/was discarded/)
  })

  it('was never signed: what is signed stays, by both locks', async () => {
    const { noteId } = await start()
    await save(noteId, 1, { plan: 'Rest' })
    await sign(noteId, 2)
    await expect(discard(noteId, 3)).rejects.toThrow(/is signed and stays/)
    const told = { withdrawnAt: now, withdrawnById: physio().accountId, withdrawReason: reason }
    const write = (id: string, more: object = {}) =>
      changed(physio(), (tx) => tx.note.updateMany({ where: { id }, data: { ...told, ...more } }))
    expect(await write(noteId)).toBe(0)
    const { noteId: other } = await start()
    expect(await write(other, { withdrawnById: second().accountId })).toBe(0)
    expect(await write(other, { text: {} })).toBe(0)
    expect(await write(other, { signedAt: now, signedById: physio().accountId })).toBe(0)
    expect(await write(other)).toBe(1)
    expect(await write(other, { withdrawReason: 'Another reason' })).toBe(0)
  })
})

describe('what a note can tell', () => {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  /** A signed note of a day, whose text was begun and signed at these times. */
  const noteOf = (on: number, begun: number, signed: number, template = 'follow_up') => sql`
    INSERT INTO "Note" (id, "clinicId", "patientId", "caseId", "on", template, text, "byId", "createdAt", "signedById", "signedAt")
    VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${addDays(today, -on)}, ${template},
      ${sql.json(texts({ plan: 'Rest' }))}, ${physio().accountId}, ${ago(begun)}, ${physio().accountId}, ${ago(signed)})`
  const past = (change: (tx: postgres.TransactionSql) => Promise<unknown>) =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await change(tx)
    })

  it('is what came after the text of the last one was begun, also before that was signed', async () => {
    await past(async (tx) => {
      const of = tx`"caseId" = ${me().caseId}`
      await tx`UPDATE "ProgramVersion" SET "publishedAt" = ${ago(2)} WHERE ${of} AND number = 1`
      await tx`UPDATE "Assessment" SET "signedAt" = ${ago(2)} WHERE id = ${me().assessmentId}`
      await tx`UPDATE "RedFlag" SET "raisedAt" = ${ago(20)}, "resolvedAt" = ${ago(2)} WHERE ${of}`
      await tx`UPDATE "FlagResponse" SET at = ${ago(2)} WHERE "patientId" = ${me().patientId}`
    })
    await noteOf(3, 3, 1)
    const { facts } = await read((await start()).noteId)
    expect(facts.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'version:1',
        `assessment:${me().assessmentId}`,
        expect.stringMatching(/^flag:/),
      ]),
    )
  })

  it('is the newest 30 of a kind, and that there are more', async () => {
    const rows = sql`INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "openedAt", "closedAt", "ruleSetVersion", rule, inputs)
      SELECT gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'al_flare', 'watch',
        now() - n * interval '1 minute', now(), 1, '', '{}' FROM generate_series(1, 31) n RETURNING id`
    const ids = (await rows).map(({ id }) => `alert:${id}`)
    const told = (await read((await start()).noteId)).facts.map(({ id }) => id)
    expect(told.filter((id) => id.startsWith('alert:'))).toHaveLength(30)
    expect(told).toContain('more:alerts')
    expect(told).not.toContain(ids[30])
    expect(told).not.toContain('more:flags')
    await past((tx) => tx`DELETE FROM "Alert" WHERE "alertId" = 'al_flare' AND "caseId" = ${me().caseId}`)
  })

  it('is not told again once that text was saved after it', async () => {
    await noteOf(3, 3, 0)
    await past(
      (tx) =>
        tx`UPDATE "Note" SET "savedAt" = ${ago(1)}, "savedById" = "byId" WHERE "caseId" = ${me().caseId}`,
    )
    const { facts } = await read((await start()).noteId)
    expect(facts.map(({ id }) => id)).not.toContain('version:1')
  })

  it('written late, goes on from the note before its own day, not from a newer one', async () => {
    await noteOf(14, 14, 14)
    await noteOf(1, 1, 1, 'phone_call')
    const { noteId } = await start('follow_up', addDays(today, -3))
    expect((await read(noteId)).sinceText).toBe(dayText(addDays(today, -14), today))
  })
})

it('shows a patient and a stranger nothing', async () => {
  const { noteId } = await start()
  for (const actor of [me().actor, world.one.b.actor, world.one.admin, world.two.physioA])
    await expect(oneNote(actor, me().caseId, noteId, now)).rejects.toThrow(NotFound)
  const seen = await asActor(me().actor, (tx) => tx.note.count({ where: { caseId: me().caseId } }))
  expect(seen).toBe(0)
})
