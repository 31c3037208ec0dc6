import { describe, expect, test } from 'vitest'
import { landingOf, signInPath } from '#lib/accounts/way-back/rules.ts'

const patient = { roles: ['patient'] } as const
const physio = { roles: ['physio'] } as const
const admin = { roles: ['admin'] } as const

describe('the way back after signing in', () => {
  test.each([
    [patient, '/today/run?case=0198', '/today/run?case=0198'],
    [patient, '/my/forms', '/my/forms'],
    [physio, '/patients/0198', '/patients/0198'],
    [physio, '/cases/0198/notes/0199?saved=1', '/cases/0198/notes/0199?saved=1'],
    [admin, '/patients', '/patients'],
    [admin, '/admin/audit?page=2', '/admin/audit?page=2'],
    [{ roles: ['patient', 'physio'] } as const, '/today', '/today'],
  ])('%j lands on %s', (who, next, lands) => expect(landingOf(who, next)).toBe(lands))

  test.each([
    [patient, '/caseload', '/today'],
    [patient, '/admin', '/today'],
    [physio, '/today', '/caseload'],
    [physio, '/admin/audit', '/caseload'],
    [admin, '/cases/0198', '/admin/accounts'],
    [admin, undefined, '/admin/accounts'],
  ])('%j does not land on %s, which is for others', (who, next, home) =>
    expect(landingOf(who, next)).toBe(home),
  )

  test.each([
    '',
    '//evil.example/today',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example/today',
    'http:today',
    'javascript:alert(1)',
    'today',
    '/today/..//evil.example',
    '/today/%2e%2e//evil.example',
    '/today\\..\\..',
    ' /today',
    '/today ',
    '/today#//evil.example',
    '/%2fevil.example',
    '/constructor',
    '/api/log/pain',
    '/sign-in?next=/today',
    '/f/a-link',
    '/',
  ])('%j leads home', (next) => expect(landingOf(patient, next)).toBe('/today'))

  test.each([
    ['/patients?q=Eva+Muster&page=2', '/patients?page=2'],
    ['/patients?q=Eva', '/patients'],
    ['/admin/audit?area=cases&person=Muster&from=2026-01-05', '/admin/audit?area=cases&from=2026-01-05'],
    ['/cases/0198/log?problem=Eva%20Muster&day=2026-01-05', '/cases/0198/log?day=2026-01-05'],
    ['/caseload?tab=all&sort=urgent', '/caseload?tab=all&sort=urgent'],
  ])('of %s no name stands in the address of the sign-in', (path, next) => {
    const found = new URL(signInPath(path), 'http://here.invalid').searchParams.get('next')
    expect(found).toBe(next)
    expect(landingOf({ roles: ['physio', 'admin'] }, found ?? '')).toBe(next)
  })

  test('a file is not fetched by itself: its page is shown', () => {
    expect(landingOf(physio, '/cases/0198/letters/0199/pdf')).toBe('/cases/0198/letters/0199')
    expect(landingOf(physio, '/cases/0198/progress/export?span=12')).toBe('/cases/0198/progress?span=12')
    expect(landingOf(patient, '/my/record/export')).toBe('/my/record')
  })

  test('the address of the sign-in keeps the whole of the other', () => {
    const path = signInPath('/today/run?case=1&day=2', 'entry')
    const query = new URL(path, 'http://here.example').searchParams
    expect(path).toMatch(/^\/sign-in\?/)
    expect([query.get('next'), query.get('why')]).toEqual(['/today/run?case=1&day=2', 'entry'])
    expect(signInPath(null)).toBe('/sign-in')
  })
})
