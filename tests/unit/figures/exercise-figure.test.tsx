import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'

const draw = (exercise: Exercise, size = 160, label?: string) =>
  renderToStaticMarkup(
    createElement(ExerciseFigure, label === undefined ? { exercise, size } : { exercise, size, label }),
  )
const known = (id: string) => {
  const exercise = exerciseById(id)
  if (!exercise) throw new Error(id)
  return exercise
}

describe('exercise figure', () => {
  it.each(exercises.map((e) => [e.id, e] as const))(
    '%s is drawn inside its picture with finite numbers',
    (_, exercise) => {
      const svg = draw(exercise)
      expect(svg).toContain(`aria-label="${exercise.name}"`)
      expect(svg).not.toMatch(/NaN|Infinity|undefined|style=|#[0-9a-f]{3}/i)
      const [x = 0, y = 0] = (svg.match(/f-knee" cx="([\d.-]+)" cy="([\d.-]+)"/) ?? []).slice(1).map(Number)
      expect(x > 0 && x < 160 && y > 0 && y < 120).toBe(true)
      expect(svg.length).toBeLessThan(12_000)
    },
  )

  it('shows the start as a ghost and the way as an arrow, the arrow not below 90 px', () => {
    const squat = known('ex_quad_box_squat')
    expect(draw(squat)).toMatch(/f-ghost.*f-movehead/)
    expect(draw(squat, 89)).toContain('f-ghost')
    expect(draw(squat, 89)).not.toContain('f-move')
    expect(draw(known('ex_rtr_easy_run'))).not.toContain('f-ghost')
  })

  it('draws what an exercise stands on, holds and pulls', () => {
    expect(draw(known('ex_quad_box_squat'))).toContain('f-prop')
    expect(draw(known('ex_hip_band_side_step'))).toContain('f-band')
    expect(draw(known('ex_ham_rdl'))).toContain('f-weight')
    expect(draw(known('ex_hip_bridge'))).toContain('f-mat')
    expect(draw(known('ex_quad_wall_sit'))).toContain('f-wall')
  })

  it('is silent for a screen reader when its label is empty', () => {
    expect(draw(known('ex_hip_clam'), 97, '')).toContain('aria-hidden="true"')
    expect(draw(known('ex_hip_clam'), 97, '')).not.toContain('role="img"')
  })
})
