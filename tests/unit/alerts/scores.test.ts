import { expect, it } from 'vitest'
import { speaksForItself } from '#lib/alerts/scores/rules.ts'

const scoreOf = (score: number) => ({
  id: 'score',
  kind: 'pain' as const,
  day: 20_000,
  log: { day_worst_pain: score },
})

it('speaks for itself from 8 on (clinical/review.md 3, al_pain_severe)', () => {
  const loud = Array.from({ length: 11 }, (_, score) => score).filter((score) =>
    speaksForItself(scoreOf(score)),
  )
  expect(loud).toEqual([8, 9, 10])
})
