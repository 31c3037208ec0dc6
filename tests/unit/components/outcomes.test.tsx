import { describe, expect, test } from 'vitest'
import { ScoreChart } from '#components/charts/score-chart.tsx'
import { EnterForm } from '#components/outcomes/enter-form.tsx'
import { FormScreen } from '#components/outcomes/form-screen.tsx'
import { FormsScreen } from '#components/outcomes/forms-screen.tsx'
import { ScaleSection } from '#components/outcomes/scale-section.tsx'
import { addDays, dayNumber } from '#lib/dates.ts'
import { formOf, ownFormsOf } from '#lib/outcomes/forms/rules.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import type { Administration } from '#lib/outcomes/schema.ts'
import { entryRows, scaleView } from '#lib/outcomes/views/rules.ts'
import { filled, inputOf, started, times } from '../outcomes/make.ts'
import { html, text } from './render.ts'

const activated = '2026-03-02'
const self = {
  kind: 'entry',
  mode: 'self',
  by: 'Patient',
  language: 'en',
  onBehalf: false,
  packId: null,
} as const
const noReviews = { waiting: [], safety: [], sent: [] }
const activities = { psfs_1: 'Running downhill', psfs_2: 'Stairs' }

function record(
  administrations: Administration[],
  today: string,
  more: Partial<OutcomeRecord> = {},
): OutcomeRecord {
  return {
    caseId: '0197f0a0-0000-7000-8000-000000000001',
    patientId: 'p',
    side: 'left',
    status: 'open',
    zone: 'Europe/Zurich',
    today,
    closedOn: null,
    packs: [],
    activities,
    symptomWeeks: 6,
    origins: new Map(
      administrations.map(({ id }) => [
        id,
        { kind: 'entry', mode: 'paper', by: 'Piet Modell', language: 'en', onBehalf: true, packId: null },
      ]),
    ),
    input: inputOf({
      timeline: started(activated),
      chosen: { knee: 'akps', kneeSince: activated, uwri: false, ostrc: false },
      administrations,
    }),
    ...more,
  }
}

const akps = [
  filled('akps', activated, [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5]),
  filled('akps', '2026-04-13', [5, 5, 5, 8, 4, 8, 7, 8, 8, 8, 10, 5, 5]),
]

describe('a scale over time', () => {
  const scale = scaleView(record(akps, '2026-04-14'), 'akps')
  if (!scale) throw new Error('two forms were filled')
  const section = <ScaleSection scale={scale} today={dayNumber('2026-04-14')} line={false} />

  test('says whether the change is real, with population and source', () => {
    expect(text(section)).toContain('+21')
    expect(text(section)).toContain('Real change: +21 points (65 to 86)')
    expect(text(section)).toContain('kneecap pain, n = 71 [39]')
    expect(text(section)).toContain('Primary measure')
  })
  test('two forms of one day have a change each, and so has the one who was asked', () => {
    const twice = [
      ...akps,
      filled('akps', '2026-04-13', [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5]),
      filled('akps', '2026-04-13', [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5]),
    ]
    const of = record(twice, '2026-04-14')
    const origins = new Map(of.origins).set(twice[1]?.id ?? '', { kind: 'form' })
    const view = scaleView({ ...of, origins }, 'akps')
    expect(view?.rows.slice(1).map(([day, ...rest]) => [`${day}`, ...rest])).toEqual([
      ['Mon 13 Apr', '86', '+21', 'Important improvement', 'with a form'],
      ['Mon 13 Apr', '65', '0', 'No detectable change', 'from paper, entered by Piet Modell'],
      ['Mon 13 Apr', '65', '0', 'No detectable change', 'from paper, entered by Piet Modell'],
    ])
    const drawn = html(<ScaleSection scale={view ?? scale} today={dayNumber('2026-04-14')} line={false} />)
    expect(drawn.match(/class="c-score-dot"/g)).toHaveLength(3)
  })
  test('draws the measurement error around the baseline, and where an important improvement begins', () => {
    expect(html(section).match(/class="c-band"/g)).toHaveLength(1)
    expect(html(section).match(/class="c-goal"/g)).toHaveLength(1)
    expect(html(section).match(/class="c-score-dot"/g)).toHaveLength(2)
  })
  test('who hears the picture is told the day of the newest score, with its year once that is over', () => {
    expect(html(section)).toContain('Newest 86 on Mon 13 Apr."')
    const later = <ScaleSection scale={scale} today={dayNumber('2027-02-01')} line={false} />
    expect(html(later)).toContain('Newest 86 on Mon 13 Apr 2026."')
  })
  test('has its table behind it', () => {
    expect(text(section)).toContain('Mon 2 Mar 65 Baseline from paper, entered by Piet Modell')
    expect(text(section)).toContain('Mon 13 Apr 86 +21 Important improvement')
  })
  test('draws no band where no error is known, and none without a baseline', () => {
    const chart = (more: object) => (
      <ScoreChart
        {...{ title: 'KOOS', caption: 'KOOS', min: 0, max: 100, better: 'higher', decimals: 1, today: 30 }}
        {...{ points: [{ day: 1, value: 50 }], baseline: { day: 1, value: 50 }, mdc: null, mic: 15, ...more }}
      />
    )
    expect(html(chart({}))).not.toContain('class="c-band"')
    expect(html(chart({}))).toContain('class="c-goal"')
    expect(html(chart({ baseline: null, mdc: 9 }))).not.toMatch(/class="c-(band|goal)"/)
  })
  test('says so where an important improvement would lie beyond the scale', () => {
    const chart = (baseline: number) => (
      <ScoreChart
        {...{ title: 'KOOS', caption: 'KOOS', min: 0, max: 100, better: 'higher', decimals: 1, today: 30 }}
        {...{
          points: [{ day: 1, value: baseline }],
          baseline: { day: 1, value: baseline },
          mdc: null,
          mic: 15,
        }}
      />
    )
    expect(html(chart(95))).not.toContain('class="c-goal"')
    expect(text(chart(95))).toContain('would begin at 110.0, beyond the scale')
    expect(text(chart(50))).not.toContain('beyond')
  })
  test('without a second form it says what is missing', () => {
    const one = scaleView(record(akps.slice(0, 1), '2026-03-03'), 'akps')
    expect(one?.change).toBeNull()
    expect(one?.missing).toBe('Needs a second complete form.')
  })
})

describe('a score for whoever reads it', () => {
  const pain = (daily: Map<string, number>) => {
    const of = record([], '2026-04-14')
    const input = { ...of.input, pain: { daily, intake: { on: '2026-02-20', worst: 8 }, forms: [] } }
    const scale = scaleView({ ...of, input }, 'nprs')
    if (!scale) throw new Error('pain is primary')
    return scale
  }
  const week = (from: string, score: number) =>
    [0, 1, 2, 3, 4, 5, 6].map((at) => [addDays(from, at), score] as const)

  test('the pain of the intake has its own day and its own words', () => {
    const { baseline, points, rows } = pain(new Map(week('2026-04-08', 3)))
    expect(baseline).toEqual({ day: dayNumber('2026-02-20'), value: 8 })
    expect(points[0]).toEqual(baseline)
    expect(rows[0]).toEqual(['Fri 20 Feb', '8.0', '', 'Baseline', 'worst of 7 days, in the intake'])
    expect(rows.at(-1)).toEqual(['Tue 14 Apr', '3.0', '+5.0', 'Important improvement', 'mean of 7 days'])
  })

  test('the pain of the first week is called so', () => {
    const { rows } = pain(new Map([...week(activated, 6), ...week('2026-04-08', 3)]))
    expect(rows[0]).toEqual(['Mon 2 Mar', '6.0', '', 'Baseline', 'mean of the first 7 days'])
  })

  test('a severity of 0 stands beside no problem, also where the other answers say otherwise', () => {
    const one = { ...filled('ostrc_o2', '2026-04-13', [0, 17, 17, 8]), scores: { ostrc_o2: 0 } }
    expect(scaleView(record([one], '2026-04-14'), 'ostrc_o2')?.note).toBe('No problem.')
    const other = filled('ostrc_o2', '2026-04-13', [8, 17, 8, 8])
    expect(scaleView(record([other], '2026-04-14'), 'ostrc_o2')?.note).toBe('Substantial problem.')
  })
})

describe('a form on a phone', () => {
  const psfs = { ...formOf(record([], '2026-03-23'), 'psfs', null, null), due: true }
  const page = <FormScreen form={psfs} id="0197f0a0-0000-7000-8000-000000000002" missing={null} />

  test('asks for the activities that the patient named, with native radios', () => {
    expect(text(page)).toContain('Running downhill')
    expect(html(page).match(/type="radio"[^>]*name="psfs_1"/g)).toHaveLength(11)
    expect(html(page)).not.toContain('psfs_3')
  })
  test('that was begun shows what was answered, and until when it can be finished', () => {
    const half = filled('lefs', '2026-03-23', times(19, 3))
    const pack = { id: 'k', measure: 'lefs', language: 'en', options: [] } as const
    const texts = times(20, 0).map((_, at) => ({
      text: `Doing ${at + 1}`,
      options: ['a', 'b', 'c', 'd', 'e'],
    }))
    const form = {
      ...formOf(
        record([half], '2026-03-24', { packs: [pack], origins: new Map([[half.id, self]]) }),
        'lefs',
        pack,
        texts,
      ),
      due: true,
    }
    const begun = <FormScreen form={form} id="0197f0a0-0000-7000-8000-000000000003" missing={1} />
    expect(html(begun)).toContain(`value="${half.id}"`)
    expect(html(begun).match(/checked=""/g)).toHaveLength(19)
    expect(text(begun)).toContain('Saved. 1 answer missing. You can add what is missing until Thu 26 Mar')
  })
  test('of a patient with two treatments says which knee it is about, and so does the list', () => {
    const one = record([], '2026-03-23')
    const alike = record([], '2026-03-23', { caseId: 'b' })
    const named = [
      { id: one.caseId, side: 'left', complaint: 'Pain on stairs' },
      { id: 'b', side: 'left', complaint: 'Stiff after sitting' },
    ] as const
    const groc = { ...formOf(one, 'groc', null, null, 'Left knee'), due: true }
    expect(text(<FormScreen form={groc} id="x" missing={null} />)).toContain(
      'How your knee has changed Left knee',
    )
    expect(psfs.knee).toBeNull()
    const list = <FormsScreen forms={ownFormsOf([one, alike], named)} reviews={noReviews} saved={false} />
    expect(html(list)).toContain('Left knee: Pain on stairs</h2>')
    expect(html(list)).toContain('Left knee: Stiff after sitting</h2>')
  })
  test('that is not wanted now has nothing to send', () => {
    expect(html(<FormScreen form={{ ...psfs, due: false }} id="x" missing={null} />)).not.toContain('<form')
  })
  test('the list names what is due and holds no score', () => {
    const forms = ownFormsOf([record(akps, '2026-03-23')], [])
    const list = <FormsScreen forms={forms} reviews={noReviews} saved={false} />
    expect(text(list)).toContain('What you can do Since Mon 23 Mar'.replace('Since Mon 23 Mar', 'Today'))
    expect(text(list)).not.toMatch(/\b(65|86)\b/)
  })
  test('safety questions without an answer stand first among what is due; answered, they can be answered again', () => {
    const { caseId } = record([], '2026-03-23')
    const safety = { caseId, href: '/my/forms/review?part=safety', unanswered: true }
    const waiting = { caseId, knee: null, reviewText: 'Fri 27 Mar', begun: false, href: '/my/forms/review' }
    const list = (unanswered: boolean, today: string) => {
      const reviews = { ...noReviews, waiting: [waiting], safety: [{ ...safety, unanswered }] }
      return <FormsScreen forms={ownFormsOf([record(akps, today)], [])} reviews={reviews} saved={false} />
    }
    const first = text(list(true, '2026-03-23'))
    expect(first.indexOf('Your plan waits')).toBeGreaterThan(0)
    expect(first.indexOf('Your plan waits')).toBeLessThan(first.indexOf('Before your review'))
    expect(first).not.toContain('Answer the safety questions')
    expect(text(list(false, '2026-03-23'))).toContain('Answer the safety questions')
    const closed = record([], '2026-03-23', { input: inputOf({ timeline: started(null, { paused: true }) }) })
    const alone = { ...noReviews, safety: [safety] }
    const nothing = <FormsScreen forms={ownFormsOf([closed], [])} reviews={alone} saved={false} />
    expect(text(nothing)).not.toContain('You need not do anything')
  })
  test('the list leads back to what is missing, as long as it can be added', () => {
    const half = filled('psfs', '2026-03-23', [7], activities)
    const listOn = (today: string, one: Administration) => {
      const forms = ownFormsOf([record([one], today, { origins: new Map([[one.id, self]]) })], [])
      return <FormsScreen forms={forms} reviews={noReviews} saved={false} />
    }
    const open = { ...half, missing: 1 }
    expect(text(listOn('2026-03-24', open))).toContain(
      'What you can do 1 answer missing. Add until Thu 26 Mar',
    )
    expect(html(listOn('2026-03-24', open))).toContain('/my/forms/psfs?case=')
    expect(text(listOn('2026-03-27', open))).not.toContain('missing')
    expect(text(listOn('2026-03-24', { ...half, missing: 0 }))).not.toContain('missing')
  })
  test('the list names a form that was begun once: where it goes on', () => {
    const pack = { id: 'k', measure: 'akps', language: 'en', options: [] } as const
    const half = filled('akps', '2026-03-02', [3, 5])
    const more = { packs: [pack], origins: new Map([[half.id, self]]) }
    const [one] = ownFormsOf([record([half], '2026-03-03', more)], []).cases
    expect(one?.due[0]).toMatchObject({ measure: 'akps', begun: true })
    expect(one?.sent).toEqual([])
  })
})

describe('entering from paper', () => {
  test('in part does not become a form that the patient has begun', () => {
    const pack = { id: 'k', measure: 'akps', language: 'en', options: [] } as const
    const half = filled('akps', '2026-03-02', [3, 5])
    const of = record([half], '2026-03-03', { packs: [pack] })
    const [one] = ownFormsOf([of], []).cases
    expect(one?.due[0]).toMatchObject({ measure: 'akps', begun: false })
    expect(formOf(of, 'akps', pack, null)).toMatchObject({ supersedes: null, values: {} })
  })
  test('shows themes and points, never a wording', () => {
    const form = formOf(record([], '2026-03-23'), 'akps', null, null)
    const page = (
      <EnterForm
        form={{ ...form, on: '2026-03-23', corrects: false, asksWhy: false }}
        frame={{ today: activated, openedOn: activated }}
      />
    )
    expect(text(page)).toContain('4. Stairs')
    expect(html(page).match(/type="radio"[^>]*name="akps_4"/g)).toHaveLength(4)
    expect(text(page)).toContain('copy the points from the paper form')
  })
  test('lists what was filled, with what is missing', () => {
    const [row] = entryRows(record([filled('lefs', '2026-03-23', times(19, 3))], '2026-03-24'))
    expect(row).toMatchObject({ name: 'LEFS', scoreText: 'no score', missing: 1 })
  })
})
