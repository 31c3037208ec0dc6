import { runInNewContext } from 'node:vm'
import { error as printOfNext } from 'next/dist/build/output/log'
import { afterEach, expect, test, vi } from 'vitest'
import { hushErrors } from '#lib/log.ts'

const { error, warn } = console
afterEach(() => Object.assign(console, { error, warn }))

const told = 'CANARY: my knee hurts\n    at night:12:30'
const writtenOver = new Error(told)
// Only now its text is made.
void writtenOver.stack
const faults = [
  new Error(told),
  Object.assign(new TypeError(told), { code: 'P2010', meta: { message: told } }),
  new Error(told, { cause: new Error(told) }),
  new AggregateError([new Error(told)], told),
  Object.assign(writtenOver, { message: 'another CANARY', digest: told }),
  runInNewContext('new Error(told)', { told }, { filename: '/log.test.ts' }) as Error,
]

test.each(faults)('nothing that an error quotes is printed, whoever prints it: %#', (fault) => {
  const printed: unknown[][] = []
  Object.assign(console, { error: (...said: unknown[]) => printed.push(said), warn: vi.fn() })
  hushErrors()
  printOfNext(fault)
  console.error(fault)
  expect(printed).toHaveLength(2)
  const text = JSON.stringify(printed)
  expect(text).not.toMatch(/CANARY|night/)
  expect(text).toContain('log.test.ts')
  expect(text).toContain(fault.name)
})

test('a form that no action knows is told of in a line, not as a fault with its frames', () => {
  const printed: unknown[] = []
  const target = { error: () => undefined, warn: (...said: unknown[]) => printed.push(...said) }
  hushErrors(target)
  target.warn(new Error('Failed to find Server Action "40ab". This request might be from an older build.'))
  expect(printed).toEqual(['A form was posted to an action that this build has not'])
})

test('words stay, and the code of an error', () => {
  const printed: unknown[] = []
  const target = { error: (...said: unknown[]) => printed.push(...said), warn: () => undefined }
  hushErrors(target)
  target.error('port', 3000, Object.assign(new Error(told), { code: 'ECONNREFUSED', stack: '' }))
  expect(printed).toEqual(['port', 3000, 'Error ECONNREFUSED'])
})
