import { beforeAll, describe, expect, test } from 'vitest'
import { ReadingScreen } from '#components/assessment/reading-screen.tsx'
import { LetterEditor } from '#components/letters/letter-editor.tsx'
import { LetterScreen } from '#components/letters/letter-screen.tsx'
import { LettersScreen } from '#components/letters/list-screen.tsx'
import { NotesScreen } from '#components/notes/list-screen.tsx'
import { NoteEditor } from '#components/notes/note-editor.tsx'
import { NoteScreen } from '#components/notes/note-screen.tsx'
import { ProgramScreen } from '#components/programs/program-screen.tsx'
import { startAssessment } from '#lib/assessment/draft/commands.ts'
import { oneAssessment } from '#lib/assessment/queries.ts'
import { changeCase } from '#lib/cases/change/commands.ts'
import type { CaseSide } from '#lib/cases/schema.ts'
import { dayIn, fromDbDate } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { startLetter } from '#lib/letters/commands.ts'
import { discardLetter } from '#lib/letters/discarding/commands.ts'
import { caseLetters, oneLetter } from '#lib/letters/queries.ts'
import { signNote, startNote } from '#lib/notes/commands.ts'
import { discardNote } from '#lib/notes/discarding/commands.ts'
import { caseNotes, oneNote } from '#lib/notes/queries.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { html } from '#tests/unit/components/render.ts'
import { db, lead, one, setUp } from '../factors/setting.ts'

await setUp()

const { caseId } = one.a
const today = dayIn('Europe/Zurich', new Date())
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000)
async function correct(side: CaseSide, at: Date, more: object = {}) {
  const {
    version,
    complaint,
    nextReviewOn: review,
  } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
  const nextReviewOn = review && fromDbDate(review)
  const wish = { caseId, version, complaint, side, nextReviewOn, reason: 'The other knee', ...more }
  await changeCase(lead, wish, at)
}
const note = async () =>
  (await startNote(lead, { id: newId(), caseId, template: 'follow_up', on: today })).noteId
const read = (id: string) => oneNote(lead, caseId, id, later(9))

describe('what was begun before the case was corrected', () => {
  const begun = { note: '', signed: '', letter: '', assessment: '' }
  beforeAll(async () => {
    await db.case.update({ where: { id: caseId }, data: { side: 'left' } })
    begun.note = await note()
    begun.signed = await note()
    await signNote(lead, { caseId, noteId: begun.signed, version: 1 })
    const to = { recipientKind: 'orthopaedic', recipient: 'Dr. Weber', urgency: 'soon' } as const
    begun.letter = (
      await startLetter(lead, { id: newId(), caseId, kind: 'referral', pattern: [], ...to })
    ).letterId
    begun.assessment = (
      await startAssessment(lead, { id: newId(), caseId, on: today, field: '' })
    ).assessmentId
    expect((await read(begun.note)).corrected).toBeNull()
    await correct('right', later(1))
  })

  test('says so at its top, with what to do; what was signed says that it stays', async () => {
    const said = /The case was corrected from left knee to right knee on \d/
    const [draft, signed] = [await read(begun.note), await read(begun.signed)]
    for (const page of [html(<NoteEditor view={draft} />), html(<NoteScreen view={draft} />)]) {
      expect(page).toMatch(said)
      expect(page).toContain('Look through what names the knee')
    }
    expect(html(<NoteScreen view={signed} />)).toMatch(said)
    expect(html(<NoteScreen view={signed} />)).toContain('stays as it was')
    const letter = await oneLetter(lead, caseId, begun.letter, later(9))
    expect(html(<LetterEditor view={letter} />)).toMatch(said)
    expect(html(<LetterScreen view={letter} />)).toMatch(said)
    const exam = await oneAssessment(lead, caseId, begun.assessment, 'finish', later(9))
    expect(html(<ReadingScreen view={exam} />)).toMatch(said)
  })

  test('so do the program that runs and its open draft', async () => {
    const { frame } = await read(begun.note)
    const page = await programPage(lead, caseId, undefined, later(9))
    expect(page.draft).not.toBeNull()
    const shown = html(<ProgramScreen page={page} corrections={frame.corrections} />)
    expect(shown).toMatch(/from left knee to right knee.*This draft was begun before that/s)
    const runs = html(<ProgramScreen page={{ ...page, draft: null }} corrections={frame.corrections} />)
    expect(runs).toMatch(/from left knee to right knee.*This version was published before that/s)
  })

  test('what was begun since says nothing, and nothing does once the case says again what it said', async () => {
    const since = await startNote(lead, { id: newId(), caseId, template: 'follow_up', on: today }, later(2))
    expect((await read(since.noteId)).corrected).toBeNull()
    await correct('left', later(3))
    expect((await read(begun.note)).corrected).toBeNull()
    await correct('left', later(4), { complaint: 'pain below the kneecap' })
    expect((await read(begun.note)).corrected).toMatch(/from “.+” to “pain below the kneecap” on/)
  })
})

describe('a draft that was discarded', () => {
  const reason = 'Begun in the wrong record'
  const to = { recipientKind: 'orthopaedic', recipient: 'Dr. Weber', urgency: 'soon' } as const
  const crossed = (page: string) => {
    expect(page).toMatch(/line-through.*Discarded draft.*Begun in the wrong record \(CANARY-ONE-physioA, /s)
    expect(page).not.toMatch(/<form|Go on writing|was corrected/)
  }

  test('is crossed out with the reason, and offers nothing any more: a note', async () => {
    const noteId = await note()
    const list = async () => html(<NotesScreen view={await caseNotes(lead, caseId, later(9))} />)
    expect(await list()).toContain('Discard this note')
    expect(html(<NoteScreen view={await read(noteId)} />)).toContain('Discard this note')
    for (const { id, version } of (await caseNotes(lead, caseId, later(9))).drafts)
      await discardNote(lead, { caseId, noteId: id, version, reason })
    crossed(html(<NoteScreen view={await read(noteId)} />))
    expect(await list()).toMatch(/Discarded drafts.*Begun in the wrong record/s)
    expect(await list()).not.toContain('Discard this note')
  })

  test('is crossed out with the reason, and offers nothing any more: a letter', async () => {
    const { letterId } = await startLetter(lead, {
      id: newId(),
      caseId,
      kind: 'referral',
      pattern: [],
      ...to,
    })
    const list = async () =>
      html(<LettersScreen view={await caseLetters(lead, caseId, later(9))} kind={undefined} />)
    const page = async () => html(<LetterScreen view={await oneLetter(lead, caseId, letterId, later(9))} />)
    expect([await list(), await page()]).toEqual(
      Array(2).fill(expect.stringContaining('Discard this letter')),
    )
    for (const { id, version, signed } of (await caseLetters(lead, caseId, later(9))).letters)
      if (!signed) await discardLetter(lead, { caseId, letterId: id, version, reason })
    crossed(await page())
    expect(await list()).toMatch(/Discarded drafts.*Begun in the wrong record/s)
    expect(await list()).not.toContain('Discard this letter')
  })
})
