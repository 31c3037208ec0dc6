import fc from 'fast-check'
import type { Fields } from '#tests/support/actions.ts'
import { name, value } from './values.ts'

/** One change of an honest form; `at` counts the fields round and round. */
type Change =
  | { kind: 'replace' | 'repeat'; at: number; value: string }
  | { kind: 'remove' | 'object' | 'array' | 'file'; at: number }
  | { kind: 'add'; name: string; value: string }
  | { kind: 'ids'; value: string }
  | { kind: 'many' }

export type Part = { name: string; value: string; file?: true }

const at = fc.nat(999)
export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('replace' as const), at, value }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at, value }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('remove' as const, 'object' as const, 'array' as const, 'file' as const),
        at,
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('add' as const), name, value }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('ids' as const), value }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'many' as const }) },
  ),
  { minLength: 1, maxLength: 4 },
)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function changed(honest: Fields, list: readonly Change[]): Part[] {
  let parts: Part[] = Object.entries(honest).flatMap(([key, given]) =>
    (typeof given === 'string' ? [given] : given).map((text) => ({ name: key, value: text })),
  )
  for (const change of list) parts = apply(parts, change)
  return parts
}

function apply(parts: readonly Part[], change: Change): Part[] {
  const index = 'at' in change && parts.length > 0 ? change.at % parts.length : -1
  const here = (make: (part: Part) => Part[]) =>
    parts.flatMap((part, position) => (position === index ? make(part) : [part]))
  switch (change.kind) {
    case 'replace':
      return here((part) => [{ ...part, value: change.value }])
    case 'repeat':
      return here((part) => [part, { ...part, value: change.value }])
    case 'remove':
      return here(() => [])
    case 'object':
      return here((part) => [
        { ...part, name: `${part.name}[a]` },
        { ...part, name: `${part.name}.b` },
      ])
    case 'array':
      return here((part) => [{ ...part, name: `${part.name}[]` }, part, part])
    case 'file':
      return here((part) => [{ ...part, file: true }])
    case 'add':
      return [...parts, { name: change.name, value: change.value }]
    case 'ids':
      return parts.map((part) => (uuid.test(part.value) ? { ...part, value: change.value } : part))
    case 'many':
      return [...parts, ...Array.from({ length: 700 }, (_, n) => ({ name: `extra${n}`, value: 'x' }))]
  }
}
