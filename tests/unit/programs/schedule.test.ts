import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { blocks, phaseTemplateById, programTemplates } from '#lib/content/programs/index.ts'
import type { Frequency } from '#lib/content/programs/types.ts'
import { lessThanTemplate } from '#lib/programs/base/rules.ts'
import { overlongPhases } from '#lib/programs/builder/rules.ts'
import { defaultDose, timeEstimate } from '#lib/programs/dose/rules.ts'
import { fitFromAnswers } from '#lib/programs/fit/rules.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import { modifiersOf } from '#lib/programs/progression/modifiers/rules.ts'
import { daysApart, smallestGap } from '#lib/programs/schedule/days/rules.ts'
import { minutesByDay } from '#lib/programs/schedule/minutes/rules.ts'
import { isHardLegs, meet, needsRestDay, scheduleWeek } from '#lib/programs/schedule/rules.ts'
import type { PlannedItem } from '#lib/programs/schedule/schema.ts'
import { programVersionContent, type Weekday, weekdays } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'

const known = (id: string) => {
  const exercise = exerciseById(id)
  if (!exercise) throw new Error(id)
  return exercise
}
const weekly = (min: number, max = min): Frequency => ({ kind: 'weekly', min, max })
const planned = (id: string, frequency: Frequency, key = id): PlannedItem => ({
  key,
  exercise: known(id),
  frequency,
  fromWeek: 1,
  untilWeek: null,
  minutes: timeEstimate(defaultDose(known(id)), known(id)),
  onDaysBetween: false,
  staged: false,
})
const phaseItems = (id: string): PlannedItem[] =>
  (phaseTemplateById(id)?.items ?? []).map((item, i) => ({
    ...planned(item.exerciseIds[0] ?? '', item.frequency, `${i}`),
    fromWeek: item.fromWeek,
    untilWeek: item.untilWeek,
    onDaysBetween: item.note === 'On the days between',
  }))
const allDays: Weekday[] = [...weekdays]
const someDays = fc.subarray(allDays, { minLength: 1 })

describe('week schedule (3.7)', () => {
  it('puts three strength sessions on Monday, Wednesday and Friday when all days are free', () => {
    const week = scheduleWeek([planned('ex_quad_box_squat', weekly(3))], allDays, 3)
    expect(week.sessionDays).toEqual(['mon', 'wed', 'fri'])
    expect(week.days.get('ex_quad_box_squat')).toEqual(['mon', 'wed', 'fri'])
  })

  it('reduces sessions, not rest, on neighboring days', () => {
    const week = scheduleWeek([planned('ex_quad_box_squat', weekly(3))], ['mon', 'tue'], 3)
    expect(week.days.get('ex_quad_box_squat')).toHaveLength(1)
    expect(week.reduced).toEqual([{ key: 'ex_quad_box_squat', wanted: 3, given: 1 }])
  })

  it('spreads daily items over every day and never puts items of each run on a day', () => {
    const week = scheduleWeek(
      [planned('ex_quad_set', weekly(7)), planned('ex_wu_squat', { kind: 'each_run' })],
      allDays,
      3,
    )
    expect(week.days.get('ex_quad_set')).toHaveLength(7)
    expect(week.days.get('ex_wu_squat')).toBe('each_run')
  })

  it('keeps the long run away from the day after hard leg strength', () => {
    const items = [
      planned('ex_quad_bulgarian', weekly(2)),
      planned('ex_ply_hop_stick', weekly(2)),
      planned('ex_rtr_long_build', weekly(1)),
    ]
    const { days } = scheduleWeek(items, allDays, 3)
    const [run] = days.get('ex_rtr_long_build') ?? []
    expect(run).toBeDefined()
    const hard = [...(days.get('ex_quad_bulgarian') ?? []), ...(days.get('ex_ply_hop_stick') ?? [])]
    expect(hard).not.toContain(weekdays[(weekdays.indexOf(run as Weekday) + 6) % 7])
  })

  it('keeps the hill run away from it as well, on any days that leave room', () => {
    const given = phaseItems('prog_patellar_tendon_p4')
    const free = [allDays, ...allDays.map((taken) => allDays.filter((day) => day !== taken))]
    for (const days of free) {
      const week = scheduleWeek(given, days, 3).days
      const on = (id: string) => {
        const key = given.find(({ exercise }) => exercise.id === id)?.key ?? ''
        return (week.get(key) ?? []) as Weekday[]
      }
      const [hill] = on('ex_run_hill_up')
      const before = weekdays[(weekdays.indexOf(hill as Weekday) + 6) % 7]
      expect(hill, days.join()).toBeDefined()
      const hard = ['ex_ply_bound', 'ex_quad_leg_press', 'ex_quad_split_squat'].filter((id) => {
        const { region, dose } = known(id)
        return (region === 'plyometric' || (dose.rpe?.max ?? 0) >= 7) && on(id).includes(before as Weekday)
      })
      expect(hard, days.join()).toEqual([])
    }
  })

  it('leaves a long or fast run out, and says so, where every day that is left follows hard leg strength', () => {
    const every = Array.from({ length: 127 }, (_, at) => allDays.filter((_, day) => (at + 1) & (1 << day)))
    const [left, planned] = [new Set<string>(), new Set<string>()]
    for (const free of every)
      for (const key of ['prog_pfp_late', 'prog_itb', 'prog_patellar_tendon']) {
        const fit = { equipment: everything, daysAvailable: free, minutesPerSession: 300 }
        const made = fromTemplate(key, fit)
        for (const { key: phase, items } of made?.content.phases ?? []) {
          const daysOf = ({ days }: { days: unknown }) => (days === 'each_run' ? [] : (days as Weekday[]))
          const hard = items.filter(({ exerciseId }) => isHardLegs(known(exerciseId)))
          const runs = (phaseTemplateById(phase)?.items ?? []).flatMap((item) =>
            item.exerciseIds.filter((id) => ['ex_rtr_long_build', 'ex_rtr_tempo'].includes(id)),
          )
          for (const id of runs) {
            const run = items.find(({ exerciseId }) => exerciseId === id)
            const said = made?.notices.some((one) => one.phaseKey === phase && one.exerciseId === id)
            expect([phase, free, said]).toEqual([phase, free, !run])
            ;(run ? planned : left).add(id)
            const before = (run ? daysOf(run) : []).map((day) => weekdays[(weekdays.indexOf(day) + 6) % 7])
            const tired = hard.filter(
              (item) => run && meet(item, run) && daysOf(item).some((day) => before.includes(day)),
            )
            expect([phase, free, tired.map(({ exerciseId }) => exerciseId)]).toEqual([phase, free, []])
          }
        }
      }
    expect([[...left], [...planned].sort()]).toEqual([
      ['ex_rtr_tempo'],
      ['ex_rtr_long_build', 'ex_rtr_tempo'],
    ])
  })

  it('keeps days between in "every 3 d" and uses the days between for the holds of the tendon', () => {
    const jumps = scheduleWeek([planned('ex_ply_squat_jump', { kind: 'every_days', days: 3 })], allDays, 3)
    expect(smallestGap(jumps.days.get('ex_ply_squat_jump') as Weekday[])).toBeGreaterThanOrEqual(3)
    const { days } = scheduleWeek(phaseItems('prog_patellar_tendon_p2'), allDays, 3)
    expect(days.get('0')).toEqual(['mon', 'wed', 'fri'])
    for (const day of days.get('3') as Weekday[]) expect(['mon', 'wed', 'fri']).not.toContain(day)
  })

  it('never puts two runs on a day, rests between those by minutes, and says which one has no day', () => {
    for (const free of [['mon', 'wed', 'fri'], ['mon', 'wed'], ['sat', 'sun'], allDays] as Weekday[][]) {
      const { days, reduced } = scheduleWeek(phaseItems('prog_beginner_prevention_p3'), free, 2)
      const [broken, whole] = [days.get('5') as Weekday[], days.get('6') as Weekday[]]
      expect(smallestGap([...broken, ...whole]), free.join()).toBeGreaterThan(1)
      expect(new Set([...broken, ...whole]).size).toBe(broken.length + whole.length)
      const given = Math.min(free.length, 3) - (free.includes('sat') && free.length === 2 ? 1 : 0)
      expect(broken.length + whole.length).toBe(given)
      expect(reduced.some(({ key }) => key === '6')).toBe(given < 3)
      const order = [...broken, ...whole].map((day) => weekdays.indexOf(day))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
    }
    const late = scheduleWeek(phaseItems('prog_pfp_late_p2'), ['sat', 'sun'], 2)
    expect([late.days.get('9'), late.days.get('10'), late.days.get('11')].flat().sort()).toEqual([
      'sat',
      'sun',
    ])
  })

  it('plans the runs by stages on any days as if they were the only runs, and others on days of their own', () => {
    const blockRuns = blocks.filter(({ id }) => id === 'blk_walk_run')
    const every = Array.from({ length: 127 }, (_, at) => allDays.filter((_, day) => (at + 1) & (1 << day)))
    for (const free of every)
      for (const key of ['prog_pfp_late', 'prog_itb'])
        for (const runStage of [4, 8]) {
          const fit = { equipment: everything, daysAvailable: free, minutesPerSession: 90, runStage }
          for (const { key: phase, items } of fromTemplate(key, fit, blockRuns)?.content.phases ?? []) {
            const daysOf = ({ days }: { days: unknown }) => (days === 'each_run' ? [] : (days as Weekday[]))
            const staged = items.filter((item) => item.stage !== null)
            const alone = scheduleWeek([planned('ex_rtr_walk_run', weekly(3))], free, 3)
            const wanted = (alone.days.get('ex_rtr_walk_run') as Weekday[]).length
            if (staged.length > 0 || phase === 'prog_pfp_late_p2')
              expect(staged.flatMap(daysOf), `${phase} ${free.join()}`).toHaveLength(wanted)
            for (const other of items.filter((item) => item.stage === null && isPlannedRun(item)))
              for (const day of daysOf(other)) expect(staged.flatMap(daysOf)).not.toContain(day)
          }
        }
  })

  it('says of a run that the stages left no day for when it takes the place of one of theirs', () => {
    const left = (daysAvailable: Weekday[], runStage?: number) => {
      const fit = { equipment: everything, daysAvailable, minutesPerSession: 90 }
      const blockRuns = blocks.filter(({ id }) => id === 'blk_walk_run')
      const made = fromTemplate('prog_itb', runStage ? { ...fit, runStage } : fit, runStage ? blockRuns : [])
      return made?.notices.find(({ exerciseId }) => exerciseId === 'ex_rtr_long_build')?.text
    }
    expect(left(['mon', 'wed', 'fri'], 4)).toMatch(/From stage 10 on put it in the place of one of them\.$/)
    expect(left(['mon', 'wed', 'fri'])).toBeUndefined()
    expect(left(allDays, 4)).toBeUndefined()
  })

  it('gives every region a day of rest in every phase on any days, and the same days again', () => {
    const ids = programTemplates.flatMap((p) => p.phases.map((phase) => phase.id))
    fc.assert(
      fc.property(fc.constantFrom(...ids), someDays, fc.integer({ min: 1, max: 5 }), (id, free, sessions) => {
        const items = phaseItems(id)
        const { days } = scheduleWeek(items, free, sessions)
        expect([...scheduleWeek(items, free, sessions).days]).toEqual([...days])
        const resting = items.filter((item) => needsRestDay(item) && item.frequency.kind !== 'each_run')
        for (const a of resting)
          for (const b of resting.filter((other) => other.exercise.region === a.exercise.region))
            for (const day of days.get(a.key) as Weekday[])
              for (const other of days.get(b.key) as Weekday[]) expect(daysApart(day, other)).not.toBe(1)
        const runs = items.filter(({ exercise }) => isPlannedRun({ exerciseId: exercise.id }))
        for (const [at, a] of runs.entries())
          for (const b of runs.slice(at + 1).filter((other) => meet(a, other)))
            for (const day of days.get(b.key) as Weekday[]) expect(days.get(a.key)).not.toContain(day)
        for (const list of days.values())
          if (list !== 'each_run') for (const day of list) expect(free).toContain(day)
      }),
      { numRuns: 150 },
    )
  })
})

const everything = [
  'mini_band',
  'long_band',
  'dumbbells',
  'step',
  'sliders',
  'foam_roller',
  'decline_board',
  'gym_machines',
  'bike',
  'pool',
]

describe('program from a template', () => {
  it.each(programTemplates.map((p) => p.id))(
    '%s is a valid program with everything and with nothing at hand',
    (id) => {
      for (const equipment of [everything, []]) {
        const made = fromTemplate(id, { equipment, daysAvailable: allDays, minutesPerSession: 30 })
        expect(programVersionContent.safeParse(made?.content).error?.issues).toBeUndefined()
        for (const phase of made?.content.phases ?? [])
          for (const item of phase.items)
            expect(known(item.exerciseId).needs.every((need) => equipment.includes(need))).toBe(true)
      }
    },
  )

  it('keeps the template when everything is at hand and time is no matter', () => {
    const made = fromTemplate('prog_pfp_early', {
      equipment: everything,
      daysAvailable: allDays,
      minutesPerSession: 120,
    })
    expect(made?.notices).toEqual([])
    const set = made?.content.phases[0]?.items[0]
    expect(set).toMatchObject({
      exerciseId: 'ex_quad_set',
      sets: 3,
      reps: 10,
      holdSeconds: 5,
      replacedFrom: null,
      perWeek: { min: 7, max: 7 },
    })
    expect(made?.content.phases[0]?.items).toHaveLength(8)
  })

  it('replaces the leg press at home and says why', () => {
    const made = fromTemplate('prog_quad_focus', {
      equipment: [],
      daysAvailable: allDays,
      minutesPerSession: 60,
    })
    const item = made?.content.phases[2]?.items.find((i) => i.replacedFrom === 'ex_quad_leg_press')
    expect(item).toMatchObject({
      exerciseId: 'ex_quad_wall_sit',
      replacedReason: 'no gym',
      sets: 5,
      holdSeconds: 45,
    })
    expect(
      made?.notices.some((n) => n.kind === 'replaced' && n.text === 'Wall sit stands for Leg press: no gym.'),
    ).toBe(true)
  })

  it('says what was left out when nothing easier does without the equipment', () => {
    const made = fromTemplate('prog_itb', { equipment: [], daysAvailable: allDays, minutesPerSession: 60 })
    expect(made?.notices).toContainEqual(
      expect.objectContaining({ kind: 'left_out', exerciseId: 'ex_xt_bike' }),
    )
  })

  it('stays within the minutes or says that it does not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...programTemplates.map((p) => p.id)),
        someDays,
        fc.integer({ min: 5, max: 60 }),
        (id, free, limit) => {
          const made = fromTemplate(id, {
            equipment: everything,
            daysAvailable: free,
            minutesPerSession: limit,
          })
          if (!made) throw new Error(id)
          for (const phase of made.content.phases) {
            const most = Math.max(
              ...[1, 2, 3, 4, 5, 6].flatMap((week) => Object.values(minutesByDay(phase.items, week))),
            )
            const said = made.notices.some((n) => n.kind === 'overfull' && n.phaseKey === phase.key)
            expect(most <= limit + 1e-6 || said).toBe(true)
            const before =
              phaseTemplateById(phase.key)?.items.map((i) => known(i.exerciseIds[0] ?? '').dose.sets) ?? []
            for (const item of phase.items)
              expect(item.sets >= Math.min(item.note === 'Lighter week' ? 1 : 2, ...before)).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('says what was lowered, moved and left out for the minutes, and keeps the lighter weeks lighter', () => {
    for (const minutesPerSession of [120, 20, 10])
      for (const equipment of [everything, []]) {
        const daysAvailable = [...allDays]
        const made = fromTemplate('prog_beginner_prevention', { equipment, daysAvailable, minutesPerSession })
        for (const { items } of made?.content.phases.slice(0, 2) ?? []) {
          const lighter = items.filter(({ note }) => note === 'Lighter week')
          expect(lighter).toHaveLength(4)
          for (const { exerciseId, sets } of lighter)
            expect(sets).toBe((items.find((item) => item.exerciseId === exerciseId)?.sets ?? 0) - 1)
        }
        const said = made?.notices.filter(({ kind }) => kind === 'fewer_sets').map(({ text }) => text) ?? []
        expect(said.length > 0).toBe(minutesPerSession < 120)
        if (said.length > 0)
          expect(said.join(' ')).toContain(
            `2 instead of 3 sets, so that a day keeps within ${minutesPerSession} minutes.`,
          )
      }
    const early = { equipment: everything, daysAvailable: allDays, minutesPerSession: 15 }
    const notices = ['prog_pfp_early', 'prog_quad_focus'].flatMap(
      (id) => fromTemplate(id, early)?.notices ?? [],
    )
    expect(new Set(notices.map(({ kind }) => kind))).toContain('moved')
    expect(notices.map(({ text }) => text)).toContain(
      'Reverse Nordic was left out, so that a day keeps within 15 minutes.',
    )
  })

  it('moves no hard leg strength to the day before a long or fast run', () => {
    const daysAvailable: Weekday[] = ['mon', 'wed', 'thu', 'fri', 'sat', 'sun']
    const made = (id: string, minutesPerSession: number) =>
      fromTemplate(id, { equipment: everything, daysAvailable, minutesPerSession })
    const isHard = (id: string) =>
      known(id).region === 'plyometric' ||
      (['hip', 'thigh', 'calf'].includes(known(id).region) && (known(id).dose.rpe?.max ?? 0) >= 7)
    const isRest = (id: string) => ['ex_rtr_tempo', 'ex_rtr_long_build', 'ex_rtr_downhill'].includes(id)
    const dayAfter = (day: Weekday) => weekdays[(weekdays.indexOf(day) + 1) % 7] ?? day
    for (const id of ['prog_pfp_late', 'prog_itb', 'prog_calf'])
      for (const minutes of [300, 30, 25, 20, 15])
        for (const { key, items } of made(id, minutes)?.content.phases ?? []) {
          const on = (wanted: (exerciseId: string) => boolean) =>
            items.flatMap(({ exerciseId, days }) => (days !== 'each_run' && wanted(exerciseId) ? days : []))
          const runs = on(isRest)
          expect([key, minutes, on(isHard).filter((day) => runs.includes(dayAfter(day)))]).toEqual([
            key,
            minutes,
            [],
          ])
        }
    expect(made('prog_pfp_late', 20)?.notices.map(({ kind }) => kind)).toContain('overfull')
    const phases = made('prog_pfp_late', 20)?.content.phases ?? []
    expect(overlongPhases(phases, 20)[0]).toMatch(/ does not fit: \d+ of 20 min$/)
    expect([overlongPhases(phases, null), overlongPhases(phases, 500)]).toEqual([[], []])
  })

  it('says of a draft as it stands in what it asks for less than its template', () => {
    const less = (minutesPerSession: number, equipment = everything, daysAvailable = allDays) =>
      fromTemplate('prog_quad_focus', {
        equipment,
        daysAvailable,
        minutesPerSession,
      })?.content.phases.flatMap(lessThanTemplate)
    expect(less(120)).toEqual([])
    expect(less(15)).toContain('Reverse Nordic is not in it')
    expect(less(15)?.join()).toMatch(/instead of 3 sets/)
    expect(less(120, everything, ['mon', 'thu'])?.join()).toMatch(/: 2 instead of 4 days a week/)
    // What stands for another one is there, and another exercise has doses of its own.
    expect(less(120, [])?.join()).not.toContain('Leg press')
  })

  it('says that the first ten weeks of running lead on by three runs a week', () => {
    const said = (daysAvailable: Weekday[], id = 'prog_beginner_prevention') =>
      fromTemplate(id, { equipment: everything, daysAvailable, minutesPerSession: 60 })
        ?.notices.filter(({ kind }) => kind === 'few_runs')
        .map(({ text }) => text) ?? []
    expect(said(['mon', 'wed', 'fri'])).toEqual([])
    expect(said(['sat', 'sun'])).toEqual([expect.stringContaining('cannot be completed by their rules')])
    expect(said(['sat', 'sun'], 'prog_return_to_run')).toEqual([])
  })

  it('answers null for a template that does not exist', () => {
    expect(
      fromTemplate('prog_none', { equipment: [], daysAvailable: allDays, minutesPerSession: 30 }),
    ).toBeNull()
  })
})

describe('what is not proposed in pregnancy and soon after a birth (programmes.md 3.4)', () => {
  const kept = new Map<string, ReturnType<typeof fitted>>()
  const made = (conditions: string[] | null) => {
    const found = kept.get(String(conditions)) ?? fitted(conditions)
    kept.set(String(conditions), found)
    return found
  }
  const fitted = (conditions: string[] | null) => {
    const spared = modifiersOf(new Map([['medical_conditions', conditions]]))
    const ran = { toldOn: null, lastOn: null, begunOn: null }
    const at = { limits: defaultLimits, today: '2026-11-02', ran }
    const fit = fitFromAnswers({ minutes_per_session: 120 }, { spared, block: 'none' }, at)
    return programTemplates.map(({ id }) => fromTemplate(id, { ...fit, atClinic: true }, blocks))
  }
  const proposed = (conditions: string[] | null) =>
    made(conditions).flatMap((found) =>
      (found?.content.phases ?? []).flatMap(({ items }) =>
        items.flatMap(({ exerciseId }) => exerciseById(exerciseId) ?? []),
      ),
    )
  const jumps = (conditions: string[] | null) =>
    proposed(conditions).filter(({ region }) => region === 'plyometric')
  const lying = (conditions: string[] | null) =>
    proposed(conditions).filter((exercise) =>
      [exercise.poseStart, exercise.poseEnd].some((pose) => /[=+](back|shoulders|forearms)@/.test(pose)),
    )

  it('leaves out jumps, in pregnancy what is done lying as well, and says so', () => {
    expect(jumps(['none']).length).toBeGreaterThan(0)
    expect(lying(['none']).length).toBeGreaterThan(0)
    expect(jumps(['recent_birth'])).toEqual([])
    expect(lying(['recent_birth'])).toHaveLength(lying(['none']).length)
    expect(jumps(['pregnancy'])).toEqual([])
    expect(lying(['pregnancy'])).toEqual([])
    expect(jumps(null)).toEqual([])
    expect(lying(null)).toHaveLength(lying(['none']).length)
    const notices = made(['pregnancy']).flatMap((found) => found?.notices ?? [])
    expect(notices.map(({ text }) => text)).toContain(
      'Bridge was left out: it is done lying: not proposed in pregnancy. Add it only with a reason.',
    )
  })
})
