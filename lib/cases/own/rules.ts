import { caseSideOptions } from '#lib/cases/schema.ts'
import type { Treatment } from './schema.ts'

const kneeOf = ({ side }: Treatment) => caseSideOptions.find(({ value }) => value === side)?.label ?? ''

/** "Left knee", with the complaint where another treatment is of the same side: "Left knee: pain on stairs". */
export function treatmentName(own: Treatment, all: readonly Treatment[]): string {
  const alike = all.some(({ id, side }) => id !== own.id && side === own.side)
  return alike ? `${kneeOf(own)}: ${own.complaint}` : kneeOf(own)
}

/** Which knee a page is about; null for somebody who is treated for one thing. */
export function kneeAmong(all: readonly Treatment[], id: string): string | null {
  const own = all.find((one) => one.id === id)
  return own && all.length > 1 ? treatmentName(own, all) : null
}
