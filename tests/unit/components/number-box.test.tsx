import { describe, expect, test } from 'vitest'
import { NumberBox } from '#components/assessment/entry/number-box.tsx'
import { html, text } from './render.ts'

const force = (values: (number | string)[]) => (
  <NumberBox
    {...{ name: 'str_hip_abd_force_left', label: 'Hip abduction, left', unit: 'N', range: '0 to 1500 N' }}
    {...{ min: 0, max: 1500, usual: [20, 900] as const, whole: true, trials: 3 as const, values }}
  />
)

describe('a measured value', () => {
  test('that is unusual says so again when the page is opened again', () => {
    expect(text(force([160, 3, 170]))).toContain('Unusual: please check. 0 to 1500 N')
    expect(text(force([160, 150, 170]))).not.toContain('Unusual')
  })
  test('of several trials marks the one that is wrong', () => {
    expect(html(force([160, 2000, 170])).match(/aria-invalid="true"/g)).toHaveLength(1)
    expect(html(force([160, 170]))).not.toContain('aria-invalid')
  })
})
