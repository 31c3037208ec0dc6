import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { type CapRead, capOn, leastCap } from '#lib/programs/progression/cap/days/rules.ts'
import { modifiersOf } from '#lib/programs/progression/modifiers/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import type { RunEntry } from '#lib/tracking/results/schema.ts'
import { logsOf, monday, morning, run } from '../../review/logs.ts'

const start = monday - 40
const calm = [...Array(120).keys()].map((n) => morning(start - 10 + n))
const healthy = modifiersOf(
  new Map<string, string | string[] | number>([
    ['medical_conditions', ['none']],
    ['age_years', 36],
  ]),
)

/** A program from `start` on with one phase that plans a run of this stage. */
const versionOf = (stage: number | null, startsOn: number, key = 'p1') => ({
  number: 1,
  startsOn,
  publishedAt: startsOn * 86_400_000,
  suggested: new Map(),
  content: {
    phases: [{ key, items: [{ exerciseId: 'ex_rtr_long_build', stage }], params: { amberOk: false } }],
  } as never,
})
const read = (entries: readonly RunEntry[], more: Partial<CapRead> = {}): CapRead => {
  const { runs: ran } = resultsOf(logsOf({ runs: [...entries], mornings: calm }), [], defaultLimits)
  return { ...known, ran, counted: new Set(ran), ...more }
}
const known: Omit<CapRead, 'ran' | 'counted'> = {
  spans: [{ key: 'p1', position: 0, from: start, startedOn: start }],
  versions: [versionOf(null, start)],
  paused: [],
  blocks: [],
  forms: [],
  modifiersOn: () => healthy,
  stopsAnswered: [],
  stepsBack: [],
}
const caps = (found: CapRead, ...days: number[]) => days.map((day) => capOn(found, monday + day).km)

describe('the cap of a single run, day by day', () => {
  const red = run(monday + 2, { km: 15, painDuring: 7 })
  const runs = [run(monday, { km: 10 }), red]

  test('does not rise with a run that was red, and with one that was too long and went well as far as its cap', () => {
    expect(caps(read(runs), 0, 1, 2, 3, 20)).toEqual([null, 11, 11, 10.5, 10.5])
    // Two good ones end the step back; the red one still counts no further than what was before it.
    const again = [4, 6].map((day) => run(monday + day, { km: 8 }))
    expect(caps(read([...runs, ...again]), 6, 7)).toEqual([10.5, 11])
    expect(caps(read([run(monday, { km: 10 }), run(monday + 2, { km: 15 })]), 3)).toEqual([12.1])
  })

  test('keeps a step back as long as the plan does', () => {
    const often = [...Array(13)].map((_, at) =>
      run(monday + at * 5, { km: at === 0 ? 5 : 6, painDuring: at % 2 ? 2 : 7 }),
    )
    expect(caps(read(often), 1, 64)).toEqual([3.5, 3.5])
  })

  test('of the next run goes by what was run today, too', () => {
    const next = (entries: RunEntry[], day: number) => capOn(read(entries), monday + day, monday + day).km
    expect([next(runs, 1), next(runs, 2)]).toEqual([11, 10.5])
  })

  test('is that of the runs alone before a program, and none where one is paused or blocked', () => {
    const alone = read(runs, { spans: [], versions: [] })
    expect([capOn(alone, monday + 3), capOn(read(runs), monday + 3)]).toEqual([
      { km: 11, told: false },
      { km: 10.5, told: true },
    ])
    const stretch = { from: monday + 1, to: monday + 1 }
    expect(caps(read(runs, { paused: [stretch] }), 1, 2)).toEqual([null, 11])
    // On the day of its answer running is open again, also where that is the day of the flag.
    expect(caps(read(runs, { blocks: [stretch] }), 1)).toEqual([11])
    expect(caps(read(runs, { blocks: [{ ...stretch, to: monday + 2 }] }), 1, 2)).toEqual([null, 11])
    expect(caps(read(runs, { blocks: [{ ...stretch, to: null }] }), 0, 1, 9)).toEqual([null, null, null])
  })

  test('is none while runs are planned in minutes, and that of the build-up from stage 10 on', () => {
    const staged = read([run(monday, { km: 6, stage: 4 }), run(monday + 5, { km: 10 })], {
      versions: [versionOf(4, start), versionOf(10, monday + 3)],
    })
    expect(caps(staged, 1, 3, 5, 6)).toEqual([null, 6.6, 6.6, 7.2])
    const inTime = read([run(monday, { km: 6, stage: 4 }), run(monday + 5, { km: 6.5 })], {
      versions: [versionOf(4, start), versionOf(10, monday + 3)],
    })
    expect(caps(inTime, 5, 6)).toEqual([6.6, 7.1])
    const back = { from: monday + 5, to: monday + 8 }
    const waits = { ...inTime, stepsBack: [back] }
    expect(caps(waits, 5, 6, 8, 9)).toEqual([6.6, 6.5, 6.5, 7.1])
  })

  test('is the smallest one that a program of hers tells', () => {
    const of = (km: number | null, told = true) => ({ km, told })
    expect(leastCap(of(8), [of(6), of(null), of(3, false)])).toBe(6)
    expect(leastCap(of(null), [of(6)])).toBe(6)
    expect(leastCap(of(8, false), [of(6)])).toBe(8)
    expect(leastCap(of(null, false), [])).toBeNull()
  })
})
