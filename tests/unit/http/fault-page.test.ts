import { describe, expect, test } from 'vitest'
import { faultPage, faultText, isForPatients } from '#lib/http/fault-page.ts'

const page = (path: string, method = 'GET', kind: 'away' | 'fault' = 'away') =>
  faultPage({ kind, code: 'AB12CD', method, path })

describe('who is spoken to', () => {
  test.each([
    '/',
    '/?x=1',
    '/today',
    '/today/pain?case=1',
    '/my/progress',
    '/f/tok/check',
    '/invitation/t',
    '/reset',
    '/sign-in',
  ])('%s is for patients', (path) => expect(isForPatients(path)).toBe(true))
  test.each(['/caseload', '/cases/1', '/patients', '/admin/audit', '/formation', '/mystery'])(
    '%s is for those who work here',
    (path) => expect(isForPatients(path)).toBe(false),
  )
})

describe('the page in place of one that failed', () => {
  test('is a whole document with words, what is safe, what to do and the code, and without a script', () => {
    const html = page('/caseload')
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/)
    expect(html).toContain('<h1>The page could not be loaded</h1>')
    expect(html).toContain('What was saved before is safe.')
    expect(html).toContain('<a href="">Load the page again</a>')
    expect(html).toContain('tell your admin the code <b>AB12CD</b>')
    expect(html).not.toMatch(/<script|\son\w+=|https?:/)
  })

  test('tells a patient the clinic and, for what cannot wait, whom to call', () => {
    const html = page('/today')
    expect(html).toContain('tell your clinic the code')
    expect(html).toContain('call your clinic, or the emergency number')
    expect(html).not.toContain('admin')
  })

  test('asks for a form to be sent again, once, and offers no link that would lose it', () => {
    const html = page('/f/secret/check', 'POST')
    expect(html).toContain('We do not know yet whether this was saved')
    expect(html).toContain('It counts once.')
    expect(html).not.toContain('<a ')
  })

  test('says of a fault of ours that nothing saved before is lost, and nothing of the database', () => {
    expect(page('/caseload', 'GET', 'fault')).toContain('Something went wrong on our side.')
    expect(page('/caseload', 'POST', 'fault')).toContain('This could not be done')
    expect(page('/caseload', 'GET', 'fault')).not.toContain('database')
  })

  test('holds nothing of the address', () => {
    expect(page('/f/secret-of-a-link/"><script>alert(1)</script>')).not.toMatch(/secret-of-a-link|alert/)
  })

  test('says to a script whether to send again', () => {
    expect(faultText({ kind: 'away', code: 'AB12CD', method: 'POST', path: '/' })).toContain('Send it again')
    expect(faultText({ kind: 'fault', code: 'AB12CD', method: 'POST', path: '/' })).toContain('AB12CD')
  })
})
