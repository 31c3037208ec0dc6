import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import PageError from '#app/error.tsx'
import { html, text } from './render.ts'

const fault = Object.assign(new Error('lost'), { digest: '7F3A20' })
const shown = (path: string) => (
  <PathnameContext value={path}>
    <PageError error={fault} retry={() => undefined} />
  </PathnameContext>
)
const start = '<a href="/"'

test('a page that fails leads to the start, and tells a patient whom to call', () => {
  for (const path of ['/today', '/today/pain', '/my/program']) {
    expect(html(shown(path))).toContain(start)
    expect(text(shown(path))).toContain('call your clinic, or the emergency number')
    expect(text(shown(path))).toContain('tell your clinic the code 7F3A20')
  }
  expect(html(shown('/caseload'))).toContain(start)
  expect(text(shown('/caseload'))).toContain('tell your admin the code')
  expect(text(shown('/caseload'))).not.toContain('emergency')
})

test('who fills in a form by its link has no other start', () => {
  expect(html(shown('/f/token/running'))).not.toContain(start)
})
