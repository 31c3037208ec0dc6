import { describe, expect, test } from 'vitest'
import { HandoutScreen } from '#components/programs/handout-screen.tsx'
import { MyExerciseScreen } from '#components/programs/my-exercise-screen.tsx'
import { ItemHead } from '#components/tracking/session/item-head.tsx'
import { exercises } from '#lib/content/exercises/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { programTemplates } from '#lib/content/programs/index.ts'
import { newId } from '#lib/ids.ts'
import { builderPhase } from '#lib/programs/builder/rules.ts'
import type { Handout } from '#lib/programs/handout/queries.ts'
import { plainItem } from '#lib/programs/plain/rules.ts'
import type { PlainItem } from '#lib/programs/plain/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { Fit } from '#lib/programs/template/schema.ts'
import { sessionItem } from '#lib/tracking/session-logs/rules.ts'
import { text } from '../components/render.ts'

/** At how much pain she stops: one number for each exercise, wherever she reads it. */

const fit: Fit = {
  equipment: [],
  atClinic: true,
  daysAvailable: ['mon', 'wed', 'fri'],
  minutesPerSession: 60,
}

/** Numbers of pain out of ten; that of the Achilles tendon is not what the limit is about. */
const painNumbers = (read: string) =>
  read
    .replace(/effort \d+( to \d+)? of 10/gi, '')
    .replace(/Achilles pain above 3\/10/g, '')
    .match(/\d+ ?(\/|of )10\b/g) ?? []

/** The sheet: the plan up to the signs, and what stands under the name of the exercise after them. */
const sheetOf = (item: PlainItem) => {
  const phase = { name: 'Late', number: 1, count: 1, weekText: '', items: [item], later: [] }
  const sheet = { phase, numbers: {}, explanations: [], advice: [], severeFrom: 8 }
  const [plan = '', own = ''] = text(<HandoutScreen handout={sheet as unknown as Handout} />).split(
    '8 of 10 or more',
  )
  return { plan, own }
}

describe.each(programTemplates.map(({ id }) => id))('in %s', (id) => {
  const phases = fromTemplate(id, fit)?.content.phases ?? []
  const rows = phases.flatMap(({ items, params }) =>
    [0, params.exLimit].flatMap((exLimit) => items.map((item) => ({ item, limits: { ...params, exLimit } }))),
  )
  const different = new Map(
    rows.map((row) => [
      `${row.item.exerciseId} ${row.item.note} ${row.limits.exLimit} ${row.limits.runLimit}`,
      row,
    ]),
  )

  test('she reads one number beside each exercise', () => {
    expect(different.size).toBeGreaterThan(0)
    for (const { item, limits } of different.values()) {
      const own = plainItem(item, limits, null)
      const form = sessionItem(item, newId(), limits, 'planned')
      if (!own || !form) throw new Error(item.exerciseId)
      const session = text(<ItemHead item={form} position="1 of 1" />)
      const page = text(<MyExerciseScreen item={{ ...own, runCap: null }} caseId={null} />)
      const sheet = sheetOf(own)
      expect(sheet.plan).toContain('Where an exercise names a lower number, that one holds.')
      for (const read of [session, page, sheet.own]) {
        expect(read).toContain(own.limit)
        expect(painNumbers(read), read).toHaveLength(own.limit.endsWith('it hurts.') ? 0 : 1)
      }
    }
  })

  test('the physio is told the number that she will read', () => {
    for (const phase of phases) {
      const { cautions } = builderPhase(
        phase,
        { equipment: null, days: null, minutes: null },
        'none',
        defaultLimits,
      )
      for (const { name, text: said } of cautions) {
        const own = exercises.find((exercise) => exercise.name === name)?.painLimit
        const least = own === undefined ? [] : [`${Math.min(own, phase.params.exLimit)} of 10`]
        expect(painNumbers(said), said).toEqual(least)
      }
    }
  })
})

test('the exercises with a limit of their own have that of the specification', () => {
  const limits = exercises.flatMap(({ id, painLimit }) => (painLimit === undefined ? [] : [[id, painLimit]]))
  expect(Object.fromEntries(limits)).toEqual({
    ex_wu_brisk_walk: 2,
    ex_wu_walking_lunge: 2,
    ex_ply_squat_jump: 2,
    ex_ply_hop_stick: 2,
    ex_quad_wall_sit: 3,
    ex_quad_spanish_squat: 3,
    ex_quad_ext_iso: 3,
    ex_quad_goblet_squat: 3,
    ex_quad_step_down: 3,
    ex_quad_leg_press: 3,
    ex_quad_decline_sl: 3,
    ex_ctl_star_reach: 3,
    ex_rtr_walk30: 2,
  })
})

test('a caution names no number of its own, and speaks of a limit only where the exercise has one', () => {
  for (const { id, caution, painLimit } of exercises)
    if (caution !== null) {
      expect(painNumbers(caution), id).toEqual([])
      expect(/the limit\b(?! for)/.test(caution), id).toBe(
        painLimit !== undefined && id !== 'ex_wu_brisk_walk',
      )
    }
})
