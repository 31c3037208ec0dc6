import { describe, expect, test } from 'vitest'
import { daysOf, left, right, width } from '#components/timeline/geometry.ts'
import { markPath } from '#components/timeline/marks.tsx'
import { TimelineChart } from '#components/timeline/timeline-chart.tsx'
import { TimelineTable } from '#components/timeline/timeline-table.tsx'
import { linkWords } from '#components/timeline/words.ts'
import { dayNumber } from '#lib/dates.ts'
import type { RunPoint } from '#lib/tracking/progress/schema.ts'
import { timelineModel, windowOf } from '#lib/tracking/timeline/rules.ts'
import type { TimelineEvent, TimelineSearch, Zoom } from '#lib/tracking/timeline/schema.ts'
import { html, text } from './render.ts'

// A Wednesday.
const today = dayNumber('2026-11-25')
const search = (weeks: Zoom, more: Partial<TimelineSearch> = {}): TimelineSearch => ({
  weeks,
  until: null,
  at: null,
  table: null,
  ...more,
})
const event = (day: number, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id: `${day}`,
  kind: 'review',
  day,
  title: 'Review: progress',
  short: '',
  text: '',
  grave: false,
  href: null,
  ...more,
})
const model = (
  weeks: Zoom,
  events: TimelineEvent[] = [],
  runs: RunPoint[] = [],
  capKm: number | null = null,
) =>
  timelineModel(
    {
      course: { plan: null, done: [], runDays: [], paused: [], blocks: [], unwell: [] },
      scores: [
        { day: today, score: 3, context: 'during_run' },
        { day: today - 1, score: 2, context: 'next_morning' },
        { day: today - 9, score: 5, context: 'after_run' },
      ],
      runs: [...runs, { day: today, km: 5, minutes: 30 }],
    },
    events,
    windowOf({ weeks, until: null }, today, { first: today - 400, earliest: today - 430 }),
    { caps: { byDay: new Map([[today, capKm]]), next: capKm } },
  )
const links = (markup: string) => [...markup.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href)

describe('the drawing of a timeline', () => {
  test('each day with something is one link with its name; empty days are none', () => {
    const drawn = html(<TimelineChart model={model('6')} search={search('6')} />)
    expect(links(drawn)).toEqual([
      '?weeks=6&amp;at=2026-11-16#day',
      '?weeks=6&amp;at=2026-11-24#day',
      '?weeks=6&amp;at=2026-11-25#day',
    ])
    expect(drawn).toContain('<title>Wed 25 Nov: worst pain 3, run 5 km</title>')
  })

  test('where days are small a week is one link, cut at the edge of the window', () => {
    const drawn = html(<TimelineChart model={model('26')} search={search('26')} />)
    expect(links(drawn)).toEqual(['?weeks=26&amp;at=2026-11-16#day', '?weeks=26&amp;at=2026-11-23#day'])
    expect(drawn).toContain('<title>Mon 23 Nov to Wed 25 Nov: worst pain 3, runs 5 km</title>')
  })

  test('a target is at least 24 px wide, but for days that stand in the table as well', () => {
    for (const [weeks, span] of [
      ['2', 1],
      ['6', 1],
      ['12', 7],
      ['26', 7],
    ] as const)
      expect(daysOf(1, 7 * Number(weeks)).slot * span).toBeGreaterThanOrEqual(24)
  })

  test('days lie within the lanes, each in its own place', () => {
    const { x, slot } = daysOf(100, 141)
    expect(x(100) - slot / 2).toBeCloseTo(left)
    expect(x(141) + slot / 2).toBeCloseTo(right)
  })

  test('how many there are of a kind today stands before the line of today, not on it', () => {
    const two = [today, today - 20].flatMap((day) => [event(day), event(day, { id: `${day} b` })])
    const drawn = html(<TimelineChart model={model('6', two)} search={search('6')} />)
    const { x } = daysOf(today - 41, today)
    const labels = [
      ...drawn.matchAll(/<text class="c-axis" x="([\d.]+)"[^>]*?(?:text-anchor="(\w+)")?>2<\/text>/g),
    ]
    const places = labels.map(([, at, anchor]) => [Math.round(Number(at)), anchor]).slice(-2)
    expect(places).toEqual([
      [Math.round(x(today - 20) + 9), undefined],
      [Math.round(x(today) - 9), 'end'],
    ])
  })

  test('the names of the lanes have a picture of their own, which ends where that of the days begins', () => {
    const drawn = html(<TimelineChart model={model('6')} search={search('6')} />)
    const pictures = [...drawn.matchAll(/<svg[^>]*viewBox="([^"]*)"[^>]*>(.*?)<\/svg>/g)]
    const [staying, scrolling] = pictures.map(([, box, inside]) => ({
      box: (box ?? '').split(' ').map(Number),
      inside: inside ?? '',
    }))
    for (const name of ['Program', 'Alerts', 'Pain', 'out of 10', '>10<', 'Runs', 'km a run', 'Sessions']) {
      expect(staying?.inside).toContain(name)
      expect(scrolling?.inside.replace(/<title>.*?<\/title>/g, '')).not.toContain(name)
    }
    expect(staying?.box[2]).toBe(scrolling?.box[0])
    expect(staying?.box[3]).toBe(scrolling?.box[3])
    expect((staying?.box[2] ?? 0) + (scrolling?.box[2] ?? 0)).toBe(width)
  })

  test('kinds have shapes of their own, and a grave alert says so by more than its color', () => {
    expect(new Set(Object.values(markPath).map((draw) => draw(10, 10))).size).toBe(4)
    const drawn = html(
      <TimelineChart
        model={model('6', [event(today - 3, { kind: 'alert', title: 'Alert: Flare', grave: true })])}
        search={search('6')}
      />,
    )
    expect(drawn).toContain('class="t-grave"')
    expect(drawn).toContain('alert: Flare')
  })

  test('a bar is one run, the sum of its week stands above, and the cap for one run is dashed', () => {
    const runs = [5, 2.5].map((km) => ({ day: today - 1, km, minutes: 30 }))
    const drawn = html(<TimelineChart model={model('6', [], runs, 5.5)} search={search('6')} />)
    expect(drawn.match(/class="c-run"/g)).toHaveLength(3)
    expect(drawn).toMatch(/text-anchor="middle">12\.5<\/text>/)
    expect(drawn).toMatch(/class="t-cap" d="M[^"]+"/)
    expect(drawn).toContain('cap 5.5</text>')
    expect(html(<TimelineChart model={model('6')} search={search('6')} />)).not.toContain('cap for')
  })

  test('the sum of a week stands beside the line of a version that begins in its middle', () => {
    for (const weeks of ['2', '6', '12', '26'] as const) {
      const begins = today - 5
      const drawn = timelineModel(
        {
          course: { plan: null, done: [], runDays: [], paused: [], blocks: [], unwell: [] },
          scores: [],
          runs: [{ day: begins, km: 8.9, minutes: 50 }],
        },
        [event(begins, { kind: 'version', title: 'Version 2' })],
        windowOf({ weeks, until: null }, today, { first: today - 400, earliest: today - 430 }),
      )
      const versions = [{ number: 2, from: begins, to: today }]
      const markup = html(<TimelineChart model={{ ...drawn, versions }} search={search(weeks)} />)
      const [, line] = markup.match(/class="c-version" d="M([\d.]+) /) ?? []
      const sum = markup.match(
        /<text class="c-axis[^"]*" x="([\d.]+)" y="346" text-anchor="middle">8.9</,
      )?.[1]
      expect(Math.abs(Number(sum) - Number(line))).toBeGreaterThanOrEqual(10.9)
    }
  })

  test('what people wrote is text, never markup', () => {
    const title = '<script>alert(1)</script>'
    const drawn = html(
      <TimelineChart model={model('6', [event(today, { kind: 'note', title })])} search={search('6')} />,
    )
    expect(drawn).not.toContain('<script>')
  })

  test('a score keeps its capitals in the words of a day and of a week', () => {
    const day = model('6', [event(today, { kind: 'outcome', title: 'AKPS 60' }), event(today)]).days.at(-1)
    if (!day) throw new Error('no day')
    for (const words of [linkWords([day]), linkWords([{ ...day, day: day.day - 1 }, day])])
      expect(words).toMatch(/, AKPS 60, review: progress/)
  })

  test('a week in words counts sessions and adds up runs', () => {
    const base = model('2').days[0]
    if (!base) throw new Error('no day')
    const days = [
      { ...base, km: 3.2, runs: [3.2], session: 'done' as const },
      { ...base, day: base.day + 1, km: 4, runs: [4], session: 'missed' as const },
      { ...base, day: base.day + 2, session: 'ahead' as const, events: [event(base.day + 2)] },
    ]
    expect(linkWords(days)).toMatch(/: runs 7.2 km, 1 of 2 sessions done, review: progress$/)
  })

  test('the table behind has the same days, newest first', () => {
    const shown = text(<TimelineTable model={model('6', [event(today)])} search={search('6')} />)
    expect(shown).toMatch(/Wed 25 Nov 3 5 .*Review: progress.*Tue 24 Nov.*Mon 16 Nov/)
  })
})
