import { encode } from 'uqr'
import type { IntakeLinkShown } from './schema.ts'

/** The code of an address, as one path of squares. */
export function qrOf(text: string): NonNullable<IntakeLinkShown['address']>['qr'] {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const path = data
    .map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('')
  return { path, size }
}
