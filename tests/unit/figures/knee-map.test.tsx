import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { KneeMap } from '#components/figures/knee-map.tsx'
import { KneeMapInput } from '#components/figures/knee-map-input.tsx'
import { zoneClass, zoneStates } from '#components/figures/knee-states.ts'
import { zones } from '#lib/content/intake/zones.ts'

const chosen = [
  { zone: 'zone_peripatellar', side: 'right' },
  { zone: 'zone_low_back', side: 'middle' },
]

describe('knee map', () => {
  it('has one native checkbox for every zone and side, and one for the middle of the back', () => {
    const html = renderToStaticMarkup(createElement(KneeMapInput, { chosen }))
    const values = [...html.matchAll(/name="pain_zones"[^>]*value="([^"]+)"/g)].map((m) => m[1])
    expect(new Set(values).size).toBe(zones.length * 2 + 1)
    expect(values).toHaveLength(zones.length * 2 + 1)
    expect([...html.matchAll(/checked=""/g)]).toHaveLength(2)
    for (const [, target] of html.matchAll(/for="([^"]+)"/g)) expect(html).toContain(`id="${target}"`)
  })

  it('finds the state of every drawn zone by the class of its checkbox', () => {
    for (const [value, classes] of Object.entries(zoneStates))
      expect(classes).toContain(`.${zoneClass(value)}:checked`)
  })

  it('shows what was chosen, in the picture and in words, the main zone marked', () => {
    const html = renderToStaticMarkup(createElement(KneeMap, { chosen, main: 'zone_peripatellar' }))
    expect(html).toContain('Right: Around the edge of the kneecap (main)')
    expect(html).toContain('Middle: Lower back')
    expect([...html.matchAll(/class="km-main"/g)]).toHaveLength(1)
    expect([...html.matchAll(/class="km-on"/g)]).toHaveLength(1)
    expect(html).not.toContain('Left')
  })
})
