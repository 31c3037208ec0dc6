import { beforeEach, expect, test, vi } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { Conflict, Ended, HeardFault, heardBefore, Invalid, OutcomeUnknown } from '#lib/errors.ts'
import { endpoint, statusOf } from '#lib/forms/endpoint.ts'
import { problemPage } from '#lib/tracking/pain-scores/rules.ts'
import { painInput } from '#lib/tracking/pain-scores/schema.ts'

const page = 'https://stepwise.example'
const eva = { kind: 'account', accountId: 'a1', patientId: 'p1', name: 'Eva' } as AccountActor
const asked = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('#lib/accounts/session.ts', () => ({ currentActor: async () => asked.actor }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: page, host: new URL(page).host }),
}))
beforeEach(() => {
  asked.actor = eva
})

const caseId = '01998f2e-1111-7222-8333-444455556666'
const score = {
  id: '01998f2e-9999-7222-8333-444455556666',
  caseId,
  context: 'now',
  score: '4',
  $opener: 'a1',
}

async function post(ends: () => unknown, fields: object = score, accept = 'application/json') {
  const command = async () => {
    const error = ends()
    if (error) throw error
    return { id: score.id, again: false }
  }
  const options = { goTo: () => '/today?saved=pain', refused: async () => null, problemAt: problemPage }
  const answer = await endpoint(
    painInput,
    command,
    options,
  )(
    new Request(`${page}/api/log/pain`, {
      method: 'POST',
      headers: { accept, referer: `${page}/today/pain?case=${caseId}` },
      body: new URLSearchParams({ ...fields }),
    }),
  )
  const text = await answer.text()
  const location = answer.headers.get('location')
  return { status: answer.status, location, body: text ? JSON.parse(text) : null }
}

test('an entry is answered with where it is read; a browser that posts it itself is led there', async () => {
  const next = '/today?saved=pain'
  expect(await post(() => null)).toMatchObject({ status: 201, body: { id: score.id, next } })
  expect(await post(() => null, score, 'text/html')).toMatchObject({ status: 303, location: next })
})

test('a refusal says whether the clinic heard of what is dangerous, and whether the treatment has ended', async () => {
  const of = async (error: unknown) => {
    const { status, body } = await post(() => error)
    return { status, heard: body.heard, ended: body.ended, error: body.error }
  }
  expect(await of(new Conflict('Taken.'))).toEqual({
    status: 409,
    heard: false,
    ended: false,
    error: 'Taken.',
  })
  const ended = { status: 409, heard: true, ended: true, error: 'Call us. It has ended.' }
  expect(await of(heardBefore(new Ended('It has ended.'), 'Call us.'))).toEqual(ended)
  const fault = await of(new HeardFault('Call us.', new Error('a fault')))
  expect(fault).toMatchObject({ status: 500, heard: true, ended: false })
  expect(fault.error).toContain('Call us. Something went wrong on our side: this was not saved.')
})

test('a fault has a code that she can tell', async () => {
  const fault = new HeardFault('Call us.', new Error('a fault'))
  expect((await post(() => fault)).body.code).toMatch(/^[A-Z0-9]{6}$/)
})

test('whoever is signed out, or is somebody else, is told apart, in words', async () => {
  const other = await post(() => null, { ...score, $opener: 'a2' })
  expect(other).toMatchObject({ status: 401, body: { other: true } })
  asked.actor = null
  const { status, body } = await post(() => null)
  expect([status, body.other]).toEqual([401, false])
  expect(body.error).toContain('You are signed out.')
  const led = await post(() => null, score, 'text/html')
  expect(led.location).toBe(`/sign-in?next=%2Ftoday%2Fpain%3Fcase%3D${caseId}&why=number`)
})

test('a number that is refused leads back to its page, with what it was about', async () => {
  const led = async (error: unknown, fields: object = score) =>
    (await post(() => error, fields, 'text/html')).location
  expect(await led(new Conflict('It was changed.'))).toBe(`/today/pain?case=${caseId}&problem=other`)
  expect(await led(new Ended('It has ended.'))).toBe('/today?problem=ended')
  expect(await led(null, { ...score, score: '11' })).toBe(`/today/pain?case=${caseId}&problem=day`)
  const worst = { ...score, context: 'day_worst', logDate: '2026-11-26', supersedes: score.id }
  expect(await led(new Invalid({}), worst)).toBe(
    `/today/pain?case=${caseId}&about=day_worst&day=2026-11-26&correct=${score.id}&problem=day`,
  )
  asked.actor = { ...eva, patientId: null }
  expect(await led(new Invalid({}))).toBe(`/cases/${caseId}/log?problem=day`)
  expect(await led(new Invalid({}), { ...score, caseId: 'x' })).toBe('/caseload?problem=day')
})

test('a server whose database is away gives no answer: the worker of a phone keeps the number', async () => {
  const away = new OutcomeUnknown('ABC123')
  expect(await post(() => away)).toMatchObject({ status: 503 })
  await expect(post(() => away, score, 'text/html')).rejects.toBe(away)
})

test('a fault of ours is one, and no refusal', () => {
  expect([statusOf(new Error('x')), statusOf(new Invalid({}))]).toEqual([500, 422])
})
