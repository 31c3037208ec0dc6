import { describe, expect, test } from 'vitest'
import { EntryRow } from '#components/assessment/entry/entry-row.tsx'
import type { AssessmentView } from '#lib/assessment/queries.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { html } from './render.ts'

const limits = { ...defaultLimits, lsi_symmetric_pct: 95, lsi_deficit_pct: 85, girth_knee_apart_cm: 1.5 }
const context = { affected: 'left', indexSide: 'left', ageYears: 34, sex: 'female', weightKg: 70 }
const view = { raw: {}, last: {}, exam: { context, limits, computed: {} } } as unknown as AssessmentView

const liveOf = (id: string) => {
  const item = assessmentItems.find((one) => one.id === id)
  if (!item) throw new Error(`No item ${id}`)
  const told = html(<EntryRow item={item} view={view} />).match(/data-live="([^"]*)"/)?.[1] ?? ''
  return JSON.parse(told.replaceAll('&quot;', '"'))
}

describe('what the page tells the browser to compute with while one types', () => {
  test('the bands and limits of the clinic', () => {
    expect(liveOf('str_hip_abd')).toMatchObject({
      kind: 'lsi',
      bands: { lsi_symmetric_pct: 95, lsi_deficit_pct: 85 },
    })
    expect(liveOf('obs_knee_girth_cm')).toMatchObject({ kind: 'apart', limit: 1.5, atLeast: true })
    expect(liveOf('obs_calf_girth_cm')).toMatchObject({ kind: 'apart', limit: 3, atLeast: true })
  })
})
