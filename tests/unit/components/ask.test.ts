import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { expect, test } from 'vitest'
import { ask, isUnknown } from '#components/forms/ask.ts'
import { NOT_TAKEN } from '#public/offline/pages.js'

const failing = (error: Error) => ask(() => Promise.reject(error), new FormData())

test('a post that was not answered may be sent again', async () => {
  expect(await failing(new TypeError('fetch failed'))).toMatchObject({
    lost: true,
    said: { message: expect.stringContaining('No connection') },
  })
})

test('a page whose action the server does not have says that it is to be loaded again, and is not sent again', async () => {
  expect(await failing(new UnrecognizedActionError('not found'))).toMatchObject({
    lost: false,
    said: { status: 'error', message: expect.stringContaining('older than the app') },
  })
})

test('a post that was refused on its way is not sent again', async () => {
  const { said, lost } = await failing(new Error(NOT_TAKEN))
  expect([lost, isUnknown(said)]).toEqual([false, false])
  expect(said).toMatchObject({ status: 'error', message: NOT_TAKEN })
})

test('what leads to another page is not swallowed', async () => {
  const onward = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/today;307;' })
  await expect(failing(onward)).rejects.toBe(onward)
})
