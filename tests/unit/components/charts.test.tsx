import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AdherenceWeeks } from '#components/charts/adherence-weeks.tsx'
import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { dayLabel, dayTicks, spanLabel, weekName } from '#components/charts/days.ts'
import { PainChart } from '#components/charts/pain-chart.tsx'
import { PainChartPhone } from '#components/charts/pain-chart-phone.tsx'
import { DayAxis } from '#components/charts/pain-frame.tsx'
import { PainMarkSample } from '#components/charts/pain-marks.tsx'
import {
  latestMean,
  type PainPoint,
  seriesNames,
  sevenDayMean,
  worstOfDays,
} from '#components/charts/pain-series.ts'
import { PainSparkline } from '#components/charts/pain-sparkline.tsx'
import { WeekBars } from '#components/charts/week-bars.tsx'
import { PainNumbers } from '#components/progress/pain-numbers.tsx'
import { RunWeeks } from '#components/progress/run-weeks.tsx'
import { SessionWeeks } from '#components/progress/session-weeks.tsx'
import { dayNumber } from '#lib/dates.ts'
import { progressView } from '#lib/tracking/progress/rules.ts'
import { type PainContext, painContexts } from '#lib/tracking/progress/schema.ts'
import { html, text } from './render.ts'

describe('7-day mean', () => {
  test('needs 3 days with a value among the last 7', () => {
    expect(sevenDayMean([4, null, 5, null, 6, null, null, null, null])).toEqual([
      null,
      null,
      null,
      null,
      5,
      5,
      5,
      null,
      null,
    ])
  })
  test('is what a plain mean of the window is', () => {
    const day = fc.option(fc.integer({ min: 0, max: 10 }), { nil: null })
    fc.assert(
      fc.property(fc.array(day, { maxLength: 60 }), (days) => {
        const plain = days.map((_, at) => {
          const known = days.slice(Math.max(0, at - 6), at + 1).filter((value) => value !== null)
          return known.length >= 3 ? known.reduce((sum, value) => sum + value, 0) / known.length : null
        })
        expect(sevenDayMean(days)).toEqual(plain)
      }),
    )
  })
  test('the latest one knows its age', () => {
    expect(latestMean([null, 4, 5, null, null])).toEqual({ value: 5, daysAgo: 2 })
    expect(latestMean([null])).toBeNull()
  })
})

test('the worst score of a day counts, days outside do not', () => {
  const from = dayNumber('2026-10-03')
  const points: PainPoint[] = [
    { day: from, score: 4, context: 'during_run' },
    { day: from, score: 6, context: 'after_run' },
    { day: from + 2, score: 0, context: 'now' },
    { day: from + 6, score: 9, context: 'now' },
  ]
  expect(worstOfDays(points, from, from + 2)).toEqual([6, null, 0])
})

describe('days', () => {
  test('are counted over a change of the clocks', () => {
    expect(dayNumber('2026-03-30') - dayNumber('2026-03-28')).toBe(2)
    expect(dayLabel(dayNumber('2026-10-25'))).toBe('25 Oct')
  })
  test('ticks are Mondays of a few weeks, months of a year', () => {
    const monday = dayNumber('2026-11-02')
    expect(dayTicks(monday, monday + 20)).toEqual([monday, monday + 7, monday + 14])
    const year = dayTicks(dayNumber('2026-01-01'), dayNumber('2026-12-31'))
    expect(year).toHaveLength(12)
  })
})

describe('sparkline', () => {
  const week = [5, 5, 5, 5, 5, 5, 5]
  test('is dotted where days are missing and says the mean', () => {
    const drawn = <PainSparkline days={[...week, ...new Array(20).fill(null), ...week]} />
    expect(html(drawn)).toContain('c-gap')
    expect(html(drawn)).toContain('7-day mean 5.0 out of 10')
    expect(html(<PainSparkline days={week} />)).not.toContain('c-gap')
  })
  test('rows compare: 0 and 10 are always at the same height', () => {
    const end = (value: number) =>
      html(<PainSparkline days={new Array(7).fill(value)} />).match(/class="c-end" d="M6 (\d+)h0"/)?.[1]
    expect([end(0), end(10)]).toEqual(['100', '0'])
  })
  test('an empty case has a line and words, no dots', () => {
    const empty = html(<PainSparkline days={new Array(56).fill(null)} />)
    expect(empty).toContain('too few entries')
    expect(empty).not.toMatch(/c-dot|c-mean|NaN/)
  })
})

describe('pain chart', () => {
  const points: PainPoint[] = Array.from({ length: 730 }, (_, at) => ({
    day: dayNumber('2025-01-01') + at,
    score: at % 11,
    context: painContexts[at % 7] ?? 'now',
  }))
  const props = { from: dayNumber('2025-01-01'), to: dayNumber('2026-12-31'), points, title: 'Right knee' }
  const chart = html(<PainChart {...props} today={props.to} />)

  test('draws 730 scores as a line and marks for each context, rounded, in under 40 kB', () => {
    // Once for the scores, once in the legend.
    expect(chart.match(/class="c-thin"/g)).toHaveLength(2 * painContexts.length)
    expect(chart.length).toBeLessThan(40_000)
    expect(chart).not.toMatch(/NaN|\d\.\d\d\d/)
  })
  test('contexts are told apart without a color: no two have the same line and the same mark', () => {
    const sample = (context: PainContext) => html(<PainMarkSample context={context} line />)
    expect(
      new Set(painContexts.map((context) => /stroke-dasharray="[^"]*"/.exec(sample(context))?.[0])).size,
    ).toBe(7)
    expect(
      new Set(painContexts.map((context) => /<path class="c-(?!thin)[^>]*>/.exec(sample(context))?.[0])).size,
    ).toBe(7)
  })
  test('runs and exercises have lines of their own, named in the legend and to who hears the picture', () => {
    const of = (context: PainContext, score: number) =>
      [0, 2].map((at) => ({ day: props.to - at, score, context }))
    const points = [...of('during_run', 4), ...of('during_exercise', 2)]
    const drawn = html(<PainChart {...props} points={points} />)
    expect(drawn.match(/class="c-thin"/g)).toHaveLength(4)
    expect(drawn).toContain('Lines: during runs, during exercises.')
    for (const name of ['during runs', 'during exercises'])
      expect(text(<PainChart {...props} points={points} />)).toContain(name)
    expect(drawn).not.toContain(seriesNames.next_morning)
    const phone = html(
      <PainChartPhone from={props.from} to={props.to} points={points} title="Pain" caption="Pain" />,
    )
    expect(phone.match(/class="c-thin"/g)).toHaveLength(4)
  })
  test('a line goes through the worst of each day, and ends where a week has no such score', () => {
    const points = [0, 7, 15, 16].flatMap((day) => [
      { day, score: 2, context: 'during_run' as const },
      { day, score: 6, context: 'during_run' as const },
    ])
    const drawn = html(<PainChart from={0} to={28} points={points} title="Pain" />)
    const [, line = ''] = /<path class="c-thin" d="([^"]*)"/.exec(drawn) ?? []
    expect(line.replaceAll(/[^ML]/g, '')).toBe('MLML')
    expect(new Set([...line.matchAll(/ ([\d.]+)/g)].map(([, y]) => y)).size).toBe(1)
  })
  test('who hears the picture is told how old the newest mean is', () => {
    const heard = (ago: number) => {
      const points = [0, 1, 2].map((at) => ({ day: 60 - ago - at, score: 5, context: 'now' as const }))
      return /aria-label="([^"]*)"/.exec(
        html(<PainChart from={0} to={60} points={points} title="Knee" />),
      )?.[1]
    }
    expect(heard(0)).toBe('Knee: 7-day mean 5.0 out of 10. Lines: pain now.')
    // The mean holds four days longer than the entries.
    expect(heard(44)).toContain('7-day mean 5.0 out of 10, 40 days ago.')
    expect(heard(5)).toContain(', 1 day ago.')
    expect(heard(400)).toBe('Knee: too few entries for a 7-day mean.')
  })
  test('the axis is 0 to 10 whatever the data', () => {
    const flat = text(
      <PainChart {...props} points={[{ day: dayNumber('2026-01-01'), score: 2, context: 'now' }]} />,
    )
    expect(flat).toMatch(/0 2 4 6 8 10/)
  })
  test('versions are named as far as there is room', () => {
    const near = text(
      <PainChart
        {...props}
        versions={[
          { day: dayNumber('2025-06-01'), label: 'v1 Early 1', short: 'v1' },
          { day: dayNumber('2025-07-01'), label: 'v2 Early 2', short: 'v2' },
        ]}
      />,
    )
    expect(near).toContain('v1')
    expect(near).not.toContain('v1 Early 1')
    expect(near).toContain('v2 Early 2')
  })
  test('a version of these days is named beside the word "Today", not under it', () => {
    for (const ago of [0, 2, 8, 30]) {
      const versions = [{ day: props.to - ago, label: 'Version 3', short: 'v3' }]
      const drawn = html(<PainChart {...props} from={props.to - 83} today={props.to} versions={versions} />)
      const place = (words: string) => {
        const [, tag = '', said = ''] =
          new RegExp(`<text class="[^"]*"([^>]*)>(${words})</text>`).exec(drawn) ?? []
        const x = Number(/ x="([\d.]+)"/.exec(tag)?.[1])
        return { x, end: tag.includes('end') ? x : x + said.length * 6 }
      }
      expect(place('Version 3|v3').end, `${ago} days ago`).toBeLessThan(place('Today').x - 18)
    }
  })
  test('a case without scores still draws its frame', () => {
    expect(html(<PainChart {...props} points={[]} />)).not.toMatch(/NaN|c-mean/)
    expect(html(<PainChartPhone {...props} points={[]} caption="Pain" />)).not.toMatch(/NaN|c-mean/)
  })
  test('a phone names both ends of a long series, the end alone of a short one', () => {
    const labels = (days: number) => {
      const points = Array.from({ length: days }, (_, at) => ({
        day: 83 - at,
        score: 4,
        context: 'now' as const,
      }))
      const chart = <PainChartPhone from={0} to={83} points={points} title="Pain" caption="Pain" />
      return html(chart).match(/c-strong/g)?.length
    }
    expect([labels(6), labels(60)]).toEqual([1, 2])
  })
})

test('bars start at 0 and carry their sum; a week without entries has none', () => {
  const bars = html(
    <WeekBars
      title="Running"
      unit="km"
      weeks={[
        { label: '2 Nov', value: 10 },
        { label: '9 Nov', value: 5 },
        { label: '16 Nov', value: null },
      ]}
    />,
  )
  const heights = [...bars.matchAll(/<rect[^>]* height="([\d.]+)"/g)].map((match) => Number(match[1]))
  expect(heights).toHaveLength(2)
  expect(heights[0]).toBe(2 * Number(heights[1]))
  expect(bars).toContain('16 Nov: no entry')
})

test('the tables behind the charts name the year of a day that is not of this one', () => {
  const [then, today] = [dayNumber('2025-12-29'), dayNumber('2026-11-25')]
  const progress = {
    ...progressView(
      {
        course: { plan: null, done: [], runDays: [], paused: [], blocks: [], unwell: [] },
        scores: [{ day: then, score: 3, context: 'now' }],
        runs: [{ day: then, km: 5, minutes: 30 }],
      },
      today,
      'all',
      today - 7,
    ),
    sessionWeeks: [{ start: then, sessions: [{ day: then, state: 'done' as const }] }],
    caseId: 'c',
    side: 'left' as const,
  }
  for (const table of [
    <PainNumbers key="pain" progress={progress} />,
    <RunWeeks key="runs" progress={progress} here="/" open />,
    <SessionWeeks key="sessions" progress={progress} here="/" open />,
  ])
    expect(text(table)).toContain('Mon 29 Dec 2025')
})

test('sessions are counted in words beside their cells', () => {
  const weeks = [{ label: '9 Nov', sessions: ['done', 'part', 'missed', 'ahead'] as const }]
  expect(text(<AdherenceWeeks title="Strength" weeks={weeks} />)).toContain('1 of 4')
})

describe('names of days', () => {
  test('a span over the turn of the year names both years', () => {
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
    expect(spanLabel(day('2026-09-01'), day('2026-11-23'))).toBe('1 Sep to 23 Nov')
    expect(spanLabel(day('2025-11-25'), day('2026-11-25'))).toBe('25 Nov 2025 to 25 Nov 2026')
  })
  test('the name of the last week ends with the chart', () => {
    expect(weekName(0, 60, 600)).toEqual({ x: 30, textAnchor: 'middle' })
    expect(weekName(52, 820 / 53, 820)).toEqual({ x: 820, textAnchor: 'end' })
  })
})

test('the first day is named only where the next name leaves it room', () => {
  const from = dayNumber('2026-10-30')
  const named = (width: number) =>
    html(
      <svg>
        <title>axis</title>
        <DayAxis from={from} to={from + 27} x={(day) => ((day - from) / 27) * width} y={0} />
      </svg>,
    )
  expect(named(1000)).toContain('30 Oct')
  expect(named(314)).not.toContain('30 Oct')
  expect(named(314)).toContain('2 Nov')
})

test('no name of a day runs into the next one, however long the axis is', () => {
  const to = dayNumber('2026-02-24')
  for (const days of [30, 200, 390, 399, 600, 2000]) {
    const x = (day: number) => ((day - to + days) / days) * 516
    const axis = html(
      <svg>
        <title>axis</title>
        <DayAxis from={to - days} to={to} x={x} y={0} />
      </svg>,
    )
    const names = [...axis.matchAll(/x="([\d.]+)"[^>]*>([^<]+)</g)].map(([, at, name = '']) => ({
      from: Number(at),
      to: Number(at) + name.length * 6,
    }))
    expect(names.length).toBeGreaterThan(2)
    for (const [at, { from }] of names.entries()) expect(from).toBeGreaterThan(names[at - 1]?.to ?? -1)
  }
})

test('two rows of numbers that say the same are two', () => {
  const table = NumbersTable({
    caption: 'Scores',
    columns: ['Day', 'Score'],
    rows: [
      ['1 Nov', 4],
      ['1 Nov', 4],
    ],
  })
  const [, , body] = table.props.children
  const keys = body.props.children.map(({ key }: { key: string }) => key)
  expect(new Set(keys).size).toBe(2)
})
