import { describe, expect, it } from 'vitest'
import { CompareScreen } from '#components/assessment/compare-screen.tsx'
import { EntryScreen } from '#components/assessment/entry/entry-screen.tsx'
import { ListScreen } from '#components/assessment/list-screen.tsx'
import { ReadingScreen } from '#components/assessment/reading-screen.tsx'
import { FlagCard } from '#components/flags/flag-card.tsx'
import type { FormSection } from '#lib/assessment/fields/schema.ts'
import { caseAssessments, compareAssessments, oneAssessment } from '#lib/assessment/queries.ts'
import { withdrawAssessment } from '#lib/assessment/withdrawal/commands.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { addDays } from '#lib/dates.ts'
import { html } from '#tests/unit/components/render.ts'
import { me, now, physio, save, setUp, sign, start, today } from './setting.ts'

await setUp()

const view = (id: string, section: FormSection = 'finish') =>
  oneAssessment(physio(), me().caseId, id, section, now)

describe('the pages of an assessment', () => {
  it('ask for the day in the summary, and once more at signing when it is not today', async () => {
    const { assessmentId } = await start(addDays(today, -20))
    const said = { red_flags_reviewed: 'yes', guardian_consent: 'no' }
    await save(assessmentId, 'finish', { ...said, general_note: 'Seen' })
    const draft = await view(assessmentId)
    const summary = html(<EntryScreen view={draft} focus={null} />)
    expect(summary).toMatch(/type="date"[^>]*value="2026-10-31"|value="2026-10-31"[^>]*type="date"/)
    expect(summary).toMatch(/Said by CANARY-ONE-physioA/)
    const read = html(<ReadingScreen view={draft} />)
    expect(read).toMatch(/The guardian does not consent, written down by CANARY-ONE-physioA/)
    expect(read).toContain('It was examined on Sat 31 Oct, not today')
  })

  it('take a force in newton and in kilogram, each at its own field', async () => {
    const { assessmentId } = await start()
    const page = html(<EntryScreen view={await view(assessmentId, 'strength')} focus={null} />)
    for (const name of ['str_knee_ext_force_left', 'str_knee_ext_kg_left'])
      expect(page).toContain(`name="${name}"`)
    expect(page).toContain('0 to 152.9 kg')
  })

  it('offer the body weight of the examination before with its day, and enter none', async () => {
    const { assessmentId } = await start(addDays(today, -12))
    await save(assessmentId, 'strength', { weight_today_kg: '74' })
    await sign(assessmentId)
    const { assessmentId: next } = await start()
    const draft = await view(next, 'strength')
    expect(draft.raw.weight_today_kg).toBeUndefined()
    const page = html(<EntryScreen view={draft} focus={null} />)
    expect(page).toMatch(/74 kg, of \w+ 8 Nov/)
  })

  it('name the painful side beside each other', async () => {
    const { assessmentId: a } = await start()
    await save(a, 'flexibility', { flex_wblt_deg_left: '34' })
    await sign(a)
    const { assessmentId: b } = await start()
    await save(b, 'flexibility', { flex_wblt_deg_left: '38' })
    const page = html(<CompareScreen view={await compareAssessments(physio(), me().caseId, { a, b }, now)} />)
    expect(page.match(/left, painful/g)).toHaveLength(2)
    expect(page).not.toContain('right, painful')
  })

  it('show crossed out what was entered in error, with who said so and why', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'kneecap', { test_squat_pain_left: 'positive' })
    await sign(assessmentId)
    const signed = await view(assessmentId)
    expect(html(<ReadingScreen view={signed} />)).toContain('Mark as entered in error')
    const reason = 'Of another patient.'
    await withdrawAssessment(
      physio(),
      { caseId: me().caseId, assessmentId, version: signed.version, reason },
      now,
    )
    const page = html(<ReadingScreen view={await view(assessmentId)} />)
    expect(page).toMatch(/Entered in error: no rule reads it/)
    expect(page).toContain('line-through')
    expect(page).toContain(reason)
    expect(page).not.toContain('Mark as entered in error')
    const list = html(<ListScreen view={await caseAssessments(physio(), me().caseId, now)} field={null} />)
    expect(list).toMatch(/Entered in error or discarded/)
    expect(list).toContain(reason)
  })

  it('leave a flag of theirs open, and its card says that its finding was taken back, by whom and why', async () => {
    const { assessmentId } = await start()
    await save(assessmentId, 'observation', { obs_walk: 'unable_to_walk' })
    const card = async () => {
      const { flags } = await caseOverview(physio(), me().caseId, now)
      const flag = flags.find(({ source }) => source === 'assessment')
      if (!flag) throw new Error('no flag')
      return { flag, page: html(<FlagCard flag={flag} mayAnswer />) }
    }
    expect((await card()).page).not.toContain('discarded draft')
    const reason = 'Of another patient.'
    const { version } = await view(assessmentId)
    await withdrawAssessment(physio(), { caseId: me().caseId, assessmentId, version, reason }, now)
    const { flag, page } = await card()
    expect(flag).toMatchObject({ state: 'unresolved', withdrawn: { signed: false, reason } })
    expect(page).toMatch(/From a discarded draft \(.*CANARY-ONE-physioA/)
    expect(page).toContain(reason)
    expect(page).toContain('Nothing else that is recorded says it')
  })
})
