import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { actionSalt } from '#scripts/process/build.ts'
import { startServer, testDist } from '#tests/support/server.ts'

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

type BuiltActions = { node: Record<string, { filename: string; exportedName: string }> }

test('an action has the same id in every build: what it is made of is its file and its name', () => {
  const manifest = join(testDist(), 'server', 'server-reference-manifest.json')
  const built = Object.entries((JSON.parse(readFileSync(manifest, 'utf8')) as BuiltActions).node)
  const idOf = (file: string, name: string) =>
    createHash('sha1').update(`${actionSalt}${file}:${name}`).digest('hex')
  expect(built.length).toBeGreaterThan(90)
  // Before it stands a byte that says how the action is called.
  for (const [id, { filename, exportedName }] of built)
    expect([exportedName, id.slice(2)]).toEqual([exportedName, idOf(filename, exportedName)])
})

test('a form of an older page, posted without scripts, is answered with a page', async () => {
  const url = inject('serverUrl')
  const form = new FormData()
  form.set('$ACTION_REF_1', '')
  form.set('$ACTION_1:0', `{"id":"7f${'0'.repeat(40)}","bound":"$@1"}`)
  form.set('$ACTION_1:1', '[{"status":"idle"}]')
  form.set('$ACTION_KEY', 'k1')
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body: form,
    headers: { origin: url, accept: 'text/html' },
  })
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(await answer.text()).toContain('Stepwise was updated while your page was open')
})

test('nobody has the server scale a picture', async () => {
  const answer = await fetch(`${inject('serverUrl')}/_next/image?url=%2Fadmin%2Foutbox&w=64&q=75`)
  expect(answer.status).toBe(404)
})

test('no style has lost the selector that it hangs on', () => {
  const files = globSync(join(testDist(), 'static', '**', '*.css'))
  expect(files.length).toBeGreaterThan(0)
  const empty = /:(?:is|has|where|not)\(\s*\)/g
  const lost = files.flatMap((file) => {
    const css = readFileSync(file, 'utf8')
    return [...css.matchAll(empty)].map(({ index }) => css.slice(index, index + 160))
  })
  expect(lost).toEqual([])
})
