import { createHash } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { noteConsent } from '#lib/intake/consents/commands.ts'
import { saveLetter, startLetter } from '#lib/letters/commands.ts'
import { discardLetter } from '#lib/letters/discarding/commands.ts'
import { caseLetters, letterFile, oneLetter } from '#lib/letters/queries.ts'
import { type LetterText, saveLetterInput } from '#lib/letters/schema.ts'
import { markSent } from '#lib/letters/sending/commands.ts'
import { signLetter } from '#lib/letters/signing/commands.ts'
import { refusal } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { linesOf, readPdf } from '#tests/support/pdf-text.ts'
import { createWorld, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
const now = new Date()
const today = dayIn('Europe/Zurich', now)
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl, now)
  // A second physio on the team.
  await sql`INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
    VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${second().accountId}, 'member', ${physio().accountId})`
})
afterAll(() => sql.end())
beforeEach(() =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    for (const table of ['LetterFile', 'LetterSending', 'Letter'])
      await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${me().caseId}`
  }),
)

const me = () => world.one.a
const physio = () => world.one.physioA
const second = () => world.one.physioB
const of = (letterId: string) => ({ caseId: me().caseId, letterId })
const start = (more: Partial<Parameters<typeof startLetter>[1]> = {}) =>
  startLetter(
    physio(),
    {
      id: newId(),
      caseId: me().caseId,
      kind: 'referral',
      recipientKind: 'orthopaedic',
      recipient: 'Dr. Weber\nBern',
      urgency: 'soon',
      pattern: [],
      ...more,
    },
    now,
  )
const read = (letterId: string) => oneLetter(physio(), me().caseId, letterId, now)
const text = (more: Partial<LetterText['body']> = {}): LetterText => ({
  ...saveLetterInput.parse({
    ...of(newId()),
    version: '1',
    on: today,
    recipientKind: 'orthopaedic',
    recipient: 'Dr. Weber',
    ...more,
  }).text,
})
const save = (letterId: string, version: number, body: Partial<LetterText['body']>, actor = physio()) =>
  saveLetter(actor, { ...of(letterId), version, go: '', text: text(body) }, now)
const sign = (letterId: string, version: number, actor = physio(), flags: string[] = [], agreed = true) =>
  signLetter(actor, { ...of(letterId), version, flags, agreed }, now)
const events = async (type: string) =>
  (
    await sql<
      { n: number }[]
    >`SELECT count(*)::int AS n FROM "AuditEvent" WHERE type = ${type} AND "caseId" = ${me().caseId}`
  )[0]?.n ?? 0

async function signed(agreed = true): Promise<string> {
  const { letterId } = await start()
  await save(letterId, 1, { reason: 'Pain', question: 'Surgery?' })
  await sign(letterId, 2, physio(), [], agreed)
  return letterId
}

describe('a letter', () => {
  it('is begun once, composed from the record, and names no pattern that was not ticked', async () => {
    const id = newId()
    const before = await events('letter.started')
    await start({ id })
    await start({ id })
    expect(await events('letter.started')).toBe(before + 1)
    const letter = await read(id)
    expect(letter.body.reason).toMatch(/^Referred because of: .*left knee, treated here since /)
    expect(letter.body.flags).toContain('Pain persists despite self-help')
    expect(letter.body.history).toContain('In the patient’s words')
    expect(letter.body.picture).toBe('')
    expect(letter.body.treatment).toContain('Dose delivered: exercises logged on 1 day')
  })

  it('names a pattern that was ticked, and none that the evaluation does not list', async () => {
    const { letterId } = await start({ pattern: ['pat_pfp'] })
    expect((await read(letterId)).body.picture).toBe(
      'Clinical picture compatible with patellofemoral pain, left knee.',
    )
    await expect(start({ pattern: ['pat_acl'] })).rejects.toThrow(Invalid)
  })

  it('tells the second of two people, with both texts, and loses neither', async () => {
    const { letterId } = await start()
    await save(letterId, 1, { question: 'Hers' })
    const refused = await save(letterId, 1, { question: 'His' }, second()).catch((error) => error)
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused.fieldErrors).toEqual({
      stale: ['Question'],
      staleSaved: ['Hers'],
      staleMine: ['His'],
      staleVersion: ['2'],
    })
    await save(letterId, 2, { question: 'His' }, second())
    expect((await read(letterId)).body.question).toBe('His')
    const later = { ...of(letterId), version: 3, go: '' as const, text: { ...text(), on: addDays(today, 1) } }
    await expect(saveLetter(physio(), later, now)).rejects.toThrow(Invalid)
  })

  it('is discarded as a draft, with a reason, and then neither written on nor signed', async () => {
    const { letterId } = await start()
    await save(letterId, 1, { reason: 'Pain', question: 'Surgery?' })
    const reason = 'Begun in the wrong record'
    const discard = (version: number, id = letterId) =>
      discardLetter(second(), { ...of(id), version, reason }, now)
    await expect(discard(1)).rejects.toThrow(/saved since you looked at it/)
    const before = await events('letter.discarded')
    await discard(2)
    await discard(2)
    expect(await events('letter.discarded')).toBe(before + 1)
    expect(await read(letterId)).toMatchObject({
      discarded: { by: 'CANARY-ONE-physioB', reason },
      body: { reason: 'Pain' },
      flagNews: [],
      news: { lines: [] },
      names: [],
    })
    const { letters, discarded } = await caseLetters(physio(), me().caseId, now)
    expect([letters, discarded.map(({ id }) => id)]).toEqual([[], [letterId]])
    await expect(save(letterId, 2, { reason: 'Late' })).rejects.toThrow(/was discarded/)
    await expect(sign(letterId, 2)).rejects.toThrow(/was discarded/)
    await expect(discard(3, await signed())).rejects.toThrow(/is signed and stays/)
  })

  it('is signed once, when it says to whom, why and what is asked', async () => {
    const { letterId } = await start()
    await save(letterId, 1, { reason: 'Pain' })
    await expect(sign(letterId, 2)).rejects.toThrow(/what you ask the doctor/)
    await save(letterId, 2, { reason: 'Pain', question: 'Surgery?' })
    await expect(sign(letterId, 2)).rejects.toThrow(Conflict)
    const before = await events('letter.signed')
    await Promise.all([sign(letterId, 3, second()), sign(letterId, 3, second())])
    await sign(letterId, 3)
    expect(await events('letter.signed')).toBe(before + 1)
    const files = await sql`SELECT count(*)::int AS n FROM "LetterFile" WHERE "letterId" = ${letterId}`
    expect(files[0]?.n).toBe(1)
    expect((await read(letterId)).signed).toContain('CANARY-ONE-physioB')
  })
})

describe('a patient whose name the font of letters lacks', () => {
  const called = (fullName: string, printedName: string | null) =>
    sql`UPDATE "Patient" SET "fullName" = ${fullName}, "printedName" = ${printedName} WHERE id = ${me().patientId}`

  it('is told before signing, and stands on it as written for letters', async () => {
    const [{ was } = { was: '' }] = await sql<{ was: string }[]>`
      SELECT "fullName" AS was FROM "Patient" WHERE id = ${me().patientId}`
    await called('王美', null)
    const { letterId } = await start()
    await save(letterId, 1, { reason: 'Pain', question: 'Surgery?' })
    expect((await read(letterId)).names).toMatchObject([{ where: 'patient' }])
    await expect(sign(letterId, 2)).rejects.toThrow(/name of the patient cannot be printed/)
    await called('王美', 'Wang Mei')
    expect((await read(letterId)).names).toEqual([])
    await sign(letterId, 2)
    const { pdf } = await letterFile(physio(), me().caseId, letterId, now)
    expect(linesOf(readPdf(pdf)).join('\n')).toContain('Wang Mei')
    await called(was, null)
  })
})

describe('red flags since a letter was begun', () => {
  const raised = newId()
  const news = async (letterId: string) => (await read(letterId)).flagNews
  const begun = async () => {
    const { letterId } = await start()
    await save(letterId, 1, { reason: 'Pain', question: 'Surgery?' })
    return letterId
  }
  const raise = (id: string) => sql`
    INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
    VALUES (${id}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', 'flag_locked_knee', 'same_day', 'programme', 1, '{}')`
  const answer = async () => {
    await sql`INSERT INTO "FlagResponse" (id, "clinicId", "patientId", "flagRowId", kind, text, "byId")
      VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${raised}, 'ruled_out', 'Bends freely', ${physio().accountId})`
    await sql`UPDATE "RedFlag" SET "respondedAt" = now() WHERE id = ${raised}`
  }

  it('keep it from being signed until they are ticked as read', async () => {
    const letterId = await begun()
    expect(await news(letterId)).toEqual([])
    await raise(raised)
    await expect(sign(letterId, 2)).rejects.toThrow(/Not signed yet.*raised: .*Not answered yet/)
    const [one] = await news(letterId)
    expect(one?.how).toBe('raised')
    // Answered between reading and signing.
    await answer()
    await expect(sign(letterId, 2, physio(), [one?.key ?? ''])).rejects.toThrow(/Bends freely/)
    expect((await read(letterId)).signed).toBeNull()
    const seen = (await news(letterId)).map(({ key }) => key)
    await sign(letterId, 2, physio(), seen)
    expect((await read(letterId)).signed).not.toBeNull()
  })

  it('are told in the next letter, and asked about again when they change', async () => {
    const letterId = await begun()
    expect(await news(letterId)).toEqual([])
    await sql`UPDATE "RedFlag" SET "resolvedAt" = now() WHERE id = ${raised}`
    expect(await news(letterId)).toMatchObject([{ how: 'changed', line: expect.stringContaining('settled') }])
    await expect(sign(letterId, 2)).rejects.toThrow(/changed: /)
  })
})

describe('a signed letter', () => {
  it('is kept as PDF with its hash, and each reading of it is recorded', async () => {
    const letterId = await signed()
    const before = await events('letter.file_read')
    const { pdf, sha256 } = await letterFile(physio(), me().caseId, letterId, now)
    expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-')
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(sha256)
    expect((await letterFile(physio(), me().caseId, letterId, now)).sha256).toBe(sha256)
    expect(await events('letter.file_read')).toBe(before + 2)
  })

  it('does not change any more, not even in SQL', async () => {
    const letterId = await signed()
    await expect(save(letterId, 3, { reason: 'Late' })).rejects.toThrow(Conflict)
    await expect(sql`UPDATE "Letter" SET recipient = 'x' WHERE id = ${letterId}`).rejects.toThrow(/is signed/)
    await expect(sql`DELETE FROM "Letter" WHERE id = ${letterId}`).rejects.toThrow(/is signed/)
    await expect(
      sql`UPDATE "LetterFile" SET pdf = pdf WHERE "letterId" = ${letterId} AND false`,
    ).resolves.toEqual([])
    expect(
      await refusal(sql`UPDATE "LetterFile" SET sha256 = repeat('0', 64) WHERE "letterId" = ${letterId}`),
    ).toBe('SW001')
    await expect(sql`DELETE FROM "LetterFile" WHERE "letterId" = ${letterId}`).rejects.toThrow(
      /never deleted/,
    )
  })

  it('has a file that is a PDF of its hash, and a draft has none, in SQL', async () => {
    const letterId = await signed()
    const { letterId: draft } = await start()
    const add = (id: string, pdf: Buffer, sha256: string) =>
      sql`INSERT INTO "LetterFile" ("letterId", "clinicId", "patientId", "caseId", pdf, sha256)
        VALUES (${id}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${pdf}, ${sha256})`
    const pdf = Buffer.from('%PDF-1.7'.padEnd(200))
    const hash = createHash('sha256').update(pdf).digest('hex')
    await expect(add(draft, pdf, hash)).rejects.toThrow(/not signed/)
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`DELETE FROM "LetterFile" WHERE "letterId" = ${letterId}`
    })
    await expect(add(letterId, pdf, '0'.repeat(64))).rejects.toThrow(/sha256_holds/)
    const html = Buffer.from('<html>'.padEnd(200))
    await expect(add(letterId, html, createHash('sha256').update(html).digest('hex'))).rejects.toThrow(
      /pdf_begins/,
    )
    await add(letterId, pdf, hash)
    await expect(letterFile(physio(), me().caseId, draft, now)).rejects.toThrow(NotFound)
  })

  it('is marked as sent, once each time; a draft is not', async () => {
    const letterId = await signed()
    const sent = {
      ...of(letterId),
      id: newId(),
      to: 'Dr. Weber',
      how: 'post' as const,
      on: today,
      agreed: true,
    }
    await markSent(physio(), sent, now)
    await markSent(physio(), sent, now)
    await markSent(second(), { ...sent, id: newId(), how: 'email' }, now)
    expect((await read(letterId)).sent.map((one) => one.text)).toEqual([
      expect.stringMatching(/Post, to Dr\. Weber \(CANARY-ONE-physioA\)/),
      expect.stringMatching(/E-mail, to Dr\. Weber \(CANARY-ONE-physioB\)/),
    ])
    for (const days of [1, -1])
      await expect(
        markSent(physio(), { ...sent, id: newId(), on: addDays(today, days) }, now),
      ).rejects.toThrow(Invalid)
    const { letterId: draft } = await start()
    await expect(markSent(physio(), { ...sent, id: newId(), letterId: draft }, now)).rejects.toThrow(Conflict)
  })

  it('goes out against the patient’s no, or without her yes, only when she was asked', async () => {
    // A form that was sent is kept.
    const answer = (value: string | null) =>
      sql.begin(async (tx) => {
        await tx`SET LOCAL session_replication_role = replica`
        await tx`UPDATE "IntakeAnswers" SET answers = jsonb_strip_nulls(answers || ${tx.json({ consent_share_doctor: value })})
          WHERE "patientId" = ${me().patientId}`
      })
    const [{ was } = { was: null }] = await sql<{ was: string | null }[]>`
      SELECT answers ->> 'consent_share_doctor' AS was FROM "IntakeAnswers" WHERE "patientId" = ${me().patientId}`
    const agreed = async (type: string) =>
      (
        await sql<{ agreed: string }[]>`
        SELECT data ->> 'agreed' AS agreed FROM "AuditEvent" WHERE type = ${type} ORDER BY at DESC, id DESC LIMIT 1`
      )[0]?.agreed
    for (const said of ['no', null]) {
      await answer(said)
      const { letterId } = await start()
      await save(letterId, 1, { reason: 'Pain', question: 'Surgery?' })
      await expect(sign(letterId, 2, physio(), [], false)).rejects.toMatchObject({
        fieldErrors: { agreed: [expect.stringContaining('ask the patient')] },
      })
      await sign(letterId, 2)
      expect(await agreed('letter.signed')).toBe('asked')
      const sent = { ...of(letterId), id: newId(), to: 'Dr. Weber', how: 'post' as const, on: today }
      await expect(markSent(physio(), { ...sent, agreed: false }, now)).rejects.toThrow(Invalid)
      expect((await read(letterId)).sent).toEqual([])
      await markSent(physio(), { ...sent, agreed: true }, now)
      expect(await agreed('letter.sent')).toBe('asked')
    }
    await answer('yes')
    const letterId = await signed(false)
    expect(await agreed('letter.signed')).toBe('form')
    expect((await read(letterId)).signed).not.toBeNull()
    const sent = { ...of(letterId), how: 'post' as const, on: today }
    const send = (to: string, asked: boolean) =>
      markSent(physio(), { ...sent, id: newId(), to, agreed: asked }, now)
    await send('dr.  weber', false)
    expect(await agreed('letter.sent')).toBe('form')
    const note = 'Said on the phone that her doctor may know'
    const yes = { consent: 'doctor', answer: 'yes', note } as const
    await noteConsent(physio(), { ...yes, id: newId(), caseId: of(letterId).caseId }, now)
    await send('dr.  weber', false)
    expect(await agreed('letter.sent')).toBe('said')
    // Her yes is to her doctor, not to whoever the letter is sent to.
    await expect(send('Insurance Ltd', false)).rejects.toThrow(Invalid)
    await send('Insurance Ltd', true)
    expect(await agreed('letter.sent')).toBe('asked')
    const { letterId: other } = await start()
    const employer = { ...text({ reason: 'Pain', question: 'Work?' }), recipientKind: 'other' as const }
    await saveLetter(physio(), { ...of(other), version: 1, go: '', text: employer }, now)
    await expect(sign(other, 2, physio(), [], false)).rejects.toThrow(Invalid)
    await sign(other, 2)
    expect(await agreed('letter.signed')).toBe('asked')
    await expect(
      markSent(physio(), { ...sent, ...of(other), id: newId(), to: 'Dr. Weber', agreed: false }, now),
    ).rejects.toThrow(Invalid)
    await answer(was)
  })

  it('carries nobody’s name but the signer’s, in SQL as well', async () => {
    const { letterId } = await start()
    const forged = asActor(physio(), (tx) =>
      tx.letter.updateMany({
        where: { id: letterId },
        data: { signedAt: now, signedById: second().accountId },
      }),
    )
    await expect(forged).rejects.toThrow(NotFound)
  })

  it('is written after the case was closed as well', async () => {
    await sql`UPDATE "Case" SET status = 'discharged', "closedAt" = now() WHERE id = ${me().caseId}`
    const { letterId } = await start({ kind: 'discharge_summary', recipientKind: 'family_doctor' })
    expect((await caseLetters(physio(), me().caseId, now)).letters.map(({ id }) => id)).toEqual([letterId])
    await sql`UPDATE "Case" SET status = 'open', "closedAt" = null WHERE id = ${me().caseId}`
  })
})

describe('a discharge summary that is written after the end', () => {
  const end = new Date(now.getTime() + 60_000)
  const case_ = () => ({ clinicId: world.one.clinicId, patientId: me().patientId, caseId: me().caseId })
  const written = async (at: Date) => {
    const letter = {
      id: newId(),
      caseId: me().caseId,
      pattern: [],
      urgency: 'routine' as const,
      recipientKind: 'family_doctor' as const,
      recipient: 'Dr. Weber',
      kind: 'discharge_summary' as const,
    }
    const { letterId } = await startLetter(physio(), letter, at)
    return (await oneLetter(physio(), me().caseId, letterId, at)).body
  }

  it('describes the end: its last week, and what was reached by what was kept', async () => {
    const kept = (
      id: string,
      kind: string,
      result: string,
      inputs: { id: string; value: number }[] = [],
    ) => ({
      id,
      kind,
      result,
      rule: 'always',
      inputs,
      missing: [],
    })
    const criteria = {
      ok: 'no',
      ruleSetVersion: 1,
      why: 'Moves abroad',
      criteria: [
        kept('strength', 'should', 'met', [{ id: 'lsi_knee_ext', value: 94 }]),
        kept('pain', 'must', 'not_met', [{ id: 'ind_pain_7d', value: 3.5 }]),
      ],
    }
    await sql.begin(async (tx) => {
      for (const back of [1, 2, 3, 4])
        await tx`INSERT INTO "PainScore" ${tx({
          id: newId(),
          ...case_(),
          context: 'day_worst',
          score: 2,
          logDate: addDays(today, -back),
          at: new Date(`${addDays(today, -back)}T12:00:00Z`),
          enteredById: physio().accountId,
          recordedAt: now,
        })}`
      await tx`UPDATE "Case" SET status = 'discharged', "closedAt" = ${end} WHERE id = ${me().caseId}`
      await tx`INSERT INTO "CaseStatusChange" ${tx({
        id: newId(),
        ...case_(),
        from: 'open',
        to: 'discharged',
        reason: 'goals_reached',
        note: 'Runs',
        criteria: tx.json(criteria),
        byId: physio().accountId,
        at: end,
      } as never)}`
    })
    const later = await written(new Date(end.getTime() + 40 * 86_400_000))
    expect(later).toEqual(await written(end))
    expect(later.response).toMatch(/of 10 in the last 7 days until .+ \(\d days with entries\)/)
    expect(later.response).toMatch(
      /\nReached:\n• [^\n]*knee extension 94 % of the other side\nNot reached:\n• Pain: worst pain of the day 3.5 of 10[^\n]*$/,
    )
    await sql`UPDATE "Case" SET status = 'open', "closedAt" = null WHERE id = ${me().caseId}`
  })
})

it('shows a patient and a stranger nothing', async () => {
  const letterId = await signed()
  for (const actor of [me().actor, world.one.b.actor, world.one.admin, world.two.physioA]) {
    await expect(oneLetter(actor, me().caseId, letterId, now)).rejects.toThrow(NotFound)
    await expect(letterFile(actor, me().caseId, letterId, now)).rejects.toThrow(NotFound)
  }
  const seen = await asActor(
    me().actor,
    async (tx) => (await tx.letter.count()) + (await tx.letterFile.count()),
  )
  expect(seen).toBe(0)
})

describe('what came into the record since a letter was begun', () => {
  const after = new Date(now.getTime() + 60_000)
  const later = (letterId: string) => oneLetter(physio(), me().caseId, letterId, after)
  const textOf = ({ on, recipient, recipientKind, urgency, body }: LetterText): LetterText => ({
    on,
    recipient,
    recipientKind,
    urgency,
    body,
  })
  const examined = (general_note: string) => sql`
    INSERT INTO "Assessment" (id, "clinicId", "patientId", "caseId", "on", findings, "byId", "signedAt")
    VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${today}::date,
      ${sql.json({ raw: { general_note } })}, ${physio().accountId}, ${after})`

  it('is told above the draft, and taken in: what nobody touched anew, what somebody wrote with the new lines below', async () => {
    const { letterId } = await start()
    const before = await read(letterId)
    expect(before.news.lines.join()).not.toContain('Assessment')
    await examined('Walks freely now')
    const told = await later(letterId)
    expect(told.news.lines).toContainEqual(expect.stringMatching(/^Assessment of .+ was signed$/))
    const mine = {
      ...textOf(before),
      body: { ...before.body, findings: 'As I saw it.', question: 'Surgery?' },
    }
    const take = (version: number) =>
      saveLetter(physio(), { ...of(letterId), version, go: 'newest', text: mine }, after)
    await take(before.version)
    const { body, news, version } = await later(letterId)
    expect(body.findings).toMatch(/^As I saw it\.\n.*Walks freely now/s)
    expect([body.question, body.reason]).toEqual(['Surgery?', before.body.reason])
    expect([news.lines, version]).toEqual([[], before.version + 1])
    // Pressed twice it takes nothing in twice.
    await expect(take(before.version)).rejects.toThrow(Invalid)
    await saveLetter(physio(), { ...of(letterId), version, go: 'newest', text: { ...mine, body } }, after)
    expect((await later(letterId)).body).toEqual(body)
  })

  it('tells of forms, answers about the discharge, and of what was withdrawn', async () => {
    const case_ = { clinicId: world.one.clinicId, patientId: me().patientId, caseId: me().caseId }
    const scored = newId()
    const run = newId()
    await sql`INSERT INTO "OutcomeMeasure" ${sql({
      id: scored,
      ...case_,
      measure: 'groc',
      version: '1',
      language: 'en',
      side: 'left',
      on: today,
      items: sql.json({ groc: 2 }),
      scores: sql.json({ groc: 2 }),
      missing: 0,
      mode: 'interview',
      onBehalf: true,
      enteredById: physio().accountId,
      recordedAt: new Date(now.getTime() - 1000),
    } as never)}`
    await sql`INSERT INTO "PainScore" ${sql({
      id: run,
      ...case_,
      context: 'day_worst',
      score: 3,
      logDate: addDays(today, -9),
      at: new Date(`${addDays(today, -9)}T12:00:00Z`),
      enteredById: physio().accountId,
      recordedAt: new Date(now.getTime() - 1000),
    })}`
    const { letterId } = await start()
    expect((await later(letterId)).news.lines.join()).not.toMatch(/was sent|withdrawn|discharge criteria/)
    const form = newId()
    await sql`INSERT INTO "Intake" ${sql({
      id: form,
      ...case_,
      kind: 'review_form',
      status: 'draft',
    } as never)}`
    await sql`UPDATE "Intake" SET status = 'submitted', "submittedAt" = ${after} WHERE id = ${form}`
    const by = { byId: physio().accountId, at: after }
    await sql`INSERT INTO "DischargeAnswer" ${sql({ id: newId(), ...case_, goalReached: true, ...by })}`
    await sql`UPDATE "OutcomeMeasure" SET "withdrawnAt" = ${after}, "withdrawReason" = 'Other patient' WHERE id = ${scored}`
    await sql`UPDATE "PainScore" SET "withdrawnAt" = ${after} WHERE id = ${run}`
    expect((await later(letterId)).news.lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^A review form was sent on /),
        'A question of the discharge criteria was answered',
        expect.stringMatching(/^Scores withdrawn: Global rating of change of /),
        'Entries about 1 day were withdrawn',
      ]),
    )
  })

  it('replaces a part that nobody changed', async () => {
    const { letterId } = await start()
    const before = await read(letterId)
    await examined('Hops without pain')
    const { version } = before
    await saveLetter(physio(), { ...of(letterId), version, go: 'newest', text: textOf(before) }, after)
    const { findings } = (await later(letterId)).body
    expect([before.body.findings, findings].map((text) => text.includes('Hops without pain'))).toEqual([
      false,
      true,
    ])
    expect(findings.split('Examined on')).toHaveLength(2)
  })
})
