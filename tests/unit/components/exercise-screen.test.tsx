import { expect, test } from 'vitest'
import { ExerciseScreen } from '#components/exercises/exercise-screen.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { text } from './render.ts'

const screen = (id: string) => {
  const exercise = exerciseById(id)
  if (!exercise) throw new Error(id)
  const factors = [{ id: 'fac_hip_abd_weak', title: 'Weak side of the hip' }]
  return text(<ExerciseScreen view={{ exercise, factors, easier: null, harder: null, templates: [] }} />)
}

test('an exercise of the library tells the range of its minutes, what it addresses and what stops it', () => {
  const run = screen('ex_rtr_easy_run')
  expect(run).toMatch(/Dose 20 to 40 minutes/)
  expect(run).toContain('Addresses these factors Weak side of the hip')
  expect(run).toContain('Not done while a red flag stops running and impact')
  expect(run).not.toContain('Pain limit')
  expect(screen('ex_quad_step_down')).toContain('Pain limit 3 of 10, or that of the phase if lower')
  const clam = screen('ex_hip_clam')
  expect(clam).toContain('3 sets of 15, each side')
  expect(clam).toContain('one that stops running and impact leaves it')
  expect(clam).toMatch(/Effort 4 to 5 of 10/)
})
