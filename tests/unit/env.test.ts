import { describe, expect, test } from 'vitest'
import { stateProblems } from '#lib/db/start-check.ts'
import { configurationProblems, configurationWarnings } from '#lib/env.ts'

const whole = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://somewhere/stepwise',
  AUTH_SECRET: 'x'.repeat(32),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
}

describe('the configuration of a production server', () => {
  test('is accepted when it is whole', () => expect(configurationProblems(whole)).toEqual([]))

  test.each(['DATABASE_URL', 'AUTH_SECRET', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'])(
    'is refused without %s',
    (name) => {
      const problems = configurationProblems({ ...whole, [name]: undefined })
      expect(problems).toHaveLength(1)
      expect(problems[0]).toContain(name)
    },
  )

  test('is refused with a secret that is too short', () => {
    expect(configurationProblems({ ...whole, AUTH_SECRET: 'x'.repeat(31) })).toHaveLength(1)
  })

  test.each([
    'stepwise.example.org',
    'localhost:3000',
    'ftp://clinic.example',
    'https://clinic.example/stepwise',
    ':::3000',
  ])('is refused with %s as its address', (address) => {
    const [problem, ...more] = configurationProblems({ ...whole, STEPWISE_URL: address })
    expect([problem, more]).toEqual([expect.stringContaining(address), []])
  })

  test.each(['https://clinic.example', 'https://clinic.example/', 'http://[::1]:3000', ''])(
    'is accepted with "%s" as its address',
    (address) => expect(configurationProblems({ ...whole, STEPWISE_URL: address })).toEqual([]),
  )

  test.each(['20.20.2', '21.7.3'])('is refused on Node %s, with where a newer one is', (node) => {
    const [problem, ...more] = configurationProblems(whole, node)
    expect([problem, more]).toEqual([expect.stringMatching(/22.*node_modules\/\.bin\/node/), []])
  })

  test('warns of mail whose links open nowhere else', () => {
    const SMTP_URL = 'smtp://mail.example'
    expect(configurationWarnings({ ...whole, SMTP_URL })).toEqual([expect.stringContaining('STEPWISE_URL')])
    expect(configurationWarnings({ ...whole, SMTP_URL, STEPWISE_URL: 'https://clinic.example' })).toEqual([])
    expect(configurationWarnings(whole)).toEqual([])
  })

  test('in development needs no secrets', () => {
    expect(configurationProblems({ NODE_ENV: 'development', DATABASE_URL: whole.DATABASE_URL })).toEqual([])
  })
})

describe('the state of the database', () => {
  test('is accepted when it is safe and current', () =>
    expect(stateProblems({ missing: [], unknown: [], unsafe: [], broken: [] }, whole)).toEqual([]))

  test('is refused with fsync off, unless the test suite asks', () => {
    const state = { missing: [], unknown: [], unsafe: ['fsync', 'full_page_writes'], broken: [] }
    expect(stateProblems(state, whole)[0]).toContain('fsync and full_page_writes')
    expect(stateProblems(state, { ...whole, STEPWISE_ALLOW_UNSAFE_DATABASE: '1' })).toEqual([])
  })

  test('is refused when a newer build has migrated it, with what to do', () => {
    const [problem] = stateProblems(
      { missing: [], unknown: ['20990101000000_newer'], unsafe: [], broken: [] },
      whole,
    )
    expect(problem).toMatch(/newer than this server.*20990101000000_newer.*Start the newer build/)
  })

  test('is refused when migrations are behind, and named', () => {
    expect(
      stateProblems({ missing: ['20260101000000_more'], unknown: [], unsafe: [], broken: [] }, whole)[0],
    ).toContain('20260101000000_more')
  })
})
