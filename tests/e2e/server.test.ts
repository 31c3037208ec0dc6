import { expect, inject, test } from 'vitest'
import { startServer } from '#tests/support/server.ts'

test('the built server lives and is ready', async () => {
  const url = inject('serverUrl')
  expect(await (await fetch(`${url}/api/health`)).json()).toEqual({ status: 'ok' })
  expect((await fetch(`${url}/api/ready`)).status).toBe(200)
})

test.each([
  ['without its secret', { AUTH_SECRET: '' }, 'AUTH_SECRET is missing'],
  ['on a database without fsync', { STEPWISE_ALLOW_UNSAFE_DATABASE: '' }, 'fsync and full_page_writes off'],
])('the server refuses to start %s', async (_name, env, words) => {
  await expect(startServer(inject('serverOwnerUrl'), env)).rejects.toThrow(words)
})
