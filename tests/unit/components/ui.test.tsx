import { describe, expect, test } from 'vitest'
import { initials } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import * as icons from '#components/ui/icons.tsx'
import { PainSwatch, painStep } from '#components/ui/pain-swatch.tsx'
import { ProgressBar } from '#components/ui/progress.tsx'
import { kneeInWords, SideMark } from '#components/ui/side-mark.tsx'
import { HeadCell } from '#components/ui/table.tsx'
import { html, text } from './render.ts'

describe('pain swatch', () => {
  test('a color never stands without its number', () => {
    for (let score = 0; score <= 10; score += 1) {
      const swatch = <PainSwatch value={score} />
      expect(html(swatch)).toContain(`pain-${score}`)
      expect(text(swatch)).toBe(`Pain ${score} out of 10`)
    }
  })
  test('a mean takes the nearest step and shows one decimal', () => {
    expect(html(<PainSwatch value={6.5} digits={1} />)).toMatch(/pain-7".*6\.5/)
  })
  test('a mean older than a week loses its fill and says so', () => {
    expect(html(<PainSwatch value={5} digits={1} old />)).toContain('pain-old')
    expect(text(<PainSwatch value={5} digits={1} old />)).toContain('more than a week ago')
  })
  test('no value is no swatch', () => {
    expect(html(<PainSwatch value={null} />)).toBe('')
  })
  test('steps stay on the scale', () => {
    expect([painStep(-1), painStep(0.4), painStep(9.6), painStep(12)]).toEqual([0, 0, 10, 10])
  })
})

describe('side', () => {
  const filled = (side: 'left' | 'right' | 'both') => html(<SideMark side={side} />).match(/<circle/g)?.length
  test('the picture fills the affected knee, the right one on the left of the picture', () => {
    expect([filled('left'), filled('right'), filled('both')]).toEqual([1, 1, 2])
    const beforeTheLeftLeg = (side: 'left' | 'right') => html(<SideMark side={side} />).split('<g')[0]
    expect(beforeTheLeftLeg('right')).toContain('<circle')
    expect(beforeTheLeftLeg('left')).not.toContain('<circle')
  })
  test('has words beside it', () => {
    expect(kneeInWords('left')).toBe('Left knee')
  })
})

test('a button does not send a form by accident', () => {
  expect(html(<Button>Rule out</Button>)).toContain('type="button"')
})

test('progress stays between nothing and all', () => {
  expect(html(<ProgressBar label="Form" done={40} of={31} />)).toContain('aria-valuenow="100"')
  expect(html(<ProgressBar label="Form" done={0} of={0} />)).toContain('aria-valuenow="0"')
})

test('initials come from the first and the last name, whole characters', () => {
  expect(['Hanna Muster', 'Ana de Souza', 'deniz', ' '].map(initials)).toEqual(['HM', 'AS', 'D', ''])
})

test('a sorted column says its direction', () => {
  expect(html(<HeadCell sorted="descending">Alerts</HeadCell>)).toContain('aria-sort="descending"')
})

test('every icon is one absolute path that begins inside its box and is hidden from screen readers', () => {
  for (const Icon of Object.values(icons)) {
    const svg = html(<Icon />)
    expect(svg).toContain('aria-hidden="true"')
    expect(svg).toMatch(/ d="M\d/)
    expect(svg).not.toContain('NaN')
  }
})
