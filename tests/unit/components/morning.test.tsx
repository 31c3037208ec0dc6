import { expect, it } from 'vitest'
import { answersIn, KeptBeside, KeptBesideNotice } from '#components/tracking/draft/kept-beside.tsx'
import { MorningForm } from '#components/tracking/morning/morning-form.tsx'
import { wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { newId } from '#lib/ids.ts'
import { swellingWords } from '#lib/tracking/entries/schema.ts'
import type { MorningBefore } from '#lib/tracking/pain-scores/schema.ts'
import { html, text } from './render.ts'

const view = { caseId: newId(), day: '2026-11-24', today: '2026-11-26', earliest: '2026-11-12', words: null }
const form = (before: (MorningBefore & { id: string }) | null) => (
  <MorningForm
    {...{ id: newId(), view, before, size: 'phone' }}
    action={async () => ({ status: 'idle' as const })}
  />
)
const chosen = (page: string) =>
  [...page.matchAll(/<input[^>]*checked=""[^>]*>/g)].map(([tag]) => [
    /name="([^"]*)"/.exec(tag)?.[1],
    /value="([^"]*)"/.exec(tag)?.[1],
  ])

it('a morning that is put right shows what was said, and says what it replaces', () => {
  const id = newId()
  const said = { score: 2, swelling: 'mild', note: 'Stiff', safety: ['calf_swollen'], injury: null } as const
  const page = html(form({ ...said, id }))
  expect(chosen(page)).toEqual([
    ['score', '2'],
    ['swelling', 'mild'],
    ['log_safety', 'calf_swollen'],
  ])
  expect(page).toContain(`name="supersedes" value="${id}"`)
  expect(page).toContain('>Stiff</textarea>')
  expect(page).not.toContain('name="logDate"')
  expect(text(form({ ...said, id }))).toContain('Save the correction')
})

it('a new morning has nothing chosen and replaces nothing', () => {
  const page = html(form(null))
  expect(chosen(page)).toEqual([])
  expect(page).not.toContain('supersedes')
  expect(page).toContain(`name="$drawn" value="${view.today}"`)
})

it('only staff may say that a paper sheet does not answer the safety question', () => {
  const numbers = { clinicPhone: '1', emergencyNumber: '2', outOfHoursPhone: '3' }
  const words = wordsAtOnce(() => false, numbers, { minor: false })
  const offered = (by: typeof words | null) =>
    html(
      <MorningForm
        {...{ id: newId(), view: { ...view, words: by }, size: by ? 'phone' : 'desk' }}
        action={async () => ({ status: 'idle' as const })}
      />,
    ).includes('value="not_asked"')
  expect([offered(null), offered(words)]).toEqual([true, false])
})

it('a kept morning of a day that is entered stands beside the stored one, with its dangerous answers, to use or to delete', () => {
  const fields: [string, string][] = [
    ['id', 'm1'],
    ['score', '4'],
    ['swelling', 'mild'],
    ['log_safety', 'calf_swollen'],
    ['note', 'Stiff'],
    ['logDate', view.day],
  ]
  const labels = { swelling: swellingWords, log_safety: { calf_swollen: 'The calf is swollen' } }
  const notice = (day: string) =>
    text(<KeptBesideNotice {...{ fields, day, labels }} onUse={() => undefined} onDelete={() => undefined} />)
  expect(notice(view.day)).toMatch(
    /On this phone, not saved, of Tue 24 Nov Pain 4, a little swollen, The calf is swollen, Stiff Use it instead Delete it/,
  )
  expect(notice('2026-11-25')).toContain('Open it for Tue 24 Nov')
  expect(answersIn(fields).map(([name]) => name)).toEqual(['score', 'swelling', 'log_safety', 'note'])
})

it('only her own page of a correction looks for one that the phone has kept', () => {
  const said = { score: 2, swelling: 'mild', note: '', safety: ['none'], injury: null, id: newId() } as const
  const tree = (size: 'phone' | 'desk', before: typeof said | null) =>
    JSON.stringify(
      MorningForm({ id: newId(), view, before, size, action: async () => ({ status: 'idle' as const }) }),
      (_, value) => (value === KeptBeside ? 'kept beside' : value),
    ).includes('kept beside')
  expect([tree('phone', said), tree('phone', null), tree('desk', said)]).toEqual([true, false, false])
})
