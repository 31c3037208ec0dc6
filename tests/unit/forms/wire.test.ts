import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPENER } from '#lib/forms/result.ts'
import { isReadableBody, isReadableCall, isReadablePost } from '#lib/forms/wire.ts'

/** React's own two ends, as Next ships them: what a browser writes and what the server reads. */
const load = createRequire(import.meta.url)
const base = 'next/dist/compiled/react-server-dom-turbopack'
type Encode = (args: unknown[]) => Promise<FormData | string>
type Decode = (body: FormData, actions: object) => PromiseLike<unknown>

/**
 * The reading end wants the React of servers, which Next's build chooses by a condition. Nothing that met it stays loaded: the
 * next file of this process draws with the usual one.
 */
function serverEnd(): { decodeReply: Decode } {
  const before = { ...load.cache }
  const path = load.resolve('react')
  const serverPath = join(dirname(path), 'react.react-server.js')
  load(serverPath)
  load.cache[path] = load.cache[serverPath]
  try {
    return load(`${base}/server.node.js`) as { decodeReply: Decode }
  } finally {
    for (const loaded of Object.keys(load.cache)) delete load.cache[loaded]
    Object.assign(load.cache, before)
  }
}
const { decodeReply } = serverEnd()
const { encodeReply } = load(`${base}/client.edge.js`) as { encodeReply: Encode }

const typed = (fields: Record<string, string>): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}
const call = (row: string) => typed({ '0': row, _1_reason: 'Because' })

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('$', '$$', '$K1', '$undefined', '$@1'))
const result = fc.oneof(
  fc.constant({ status: 'idle' }),
  fc
    .record({
      status: fc.constant('ok'),
      message: fc.option(text, { nil: undefined }),
      data: fc.anything({ maxDepth: 2, withDate: true }),
    })
    .map((value) => JSON.parse(JSON.stringify(value)) as object),
  fc.record({
    status: fc.constant('error'),
    message: text,
    fieldErrors: fc.dictionary(text, fc.array(text)),
    values: fc.option(fc.dictionary(text, fc.oneof(text, fc.array(text))), {
      nil: undefined,
    }),
  }),
)

describe('the writing of a form that calls an action', () => {
  it('is accepted as React writes it, whatever the result before it says', async () => {
    await fc.assert(
      fc.asyncProperty(
        result.map((value) => structuredClone(value)),
        fc.dictionary(text, text),
        async (state, fields) => {
          const encoded = await encodeReply([state, typed(fields)])
          expect(encoded).toBeInstanceOf(FormData)
          expect(isReadableCall(encoded as FormData)).toBe(true)
        },
      ),
    )
  })

  it('brings the account for which the page was drawn', async () => {
    const encoded = await encodeReply([{ status: 'idle' }, typed({ [OPENER]: 'ben', reason: 'Because' })])
    expect(isReadableCall(encoded as FormData)).toBe(true)
    const [, fields] = (await decodeReply(encoded as FormData, {})) as [unknown, FormData]
    expect([...fields]).toEqual([
      [OPENER, 'ben'],
      ['reason', 'Because'],
    ])
    expect(isReadablePost(typed({ [OPENER]: 'ben' }))).toBe(true)
  })

  it('may point at an object that appears twice', async () => {
    const errors = ['Too long.']
    const encoded = await encodeReply([
      { status: 'error', fieldErrors: { a: errors, b: errors } },
      new FormData(),
    ])
    expect((encoded as FormData).get('0')).toContain('"$0:')
    expect(isReadableCall(encoded as FormData)).toBe(true)
  })

  const broken = [
    '',
    '{',
    'null',
    '[]',
    '"$K1"',
    '["$K1"',
    '[1,2,3]',
    '[{"status":"idle"},"$K1","$K1"]',
    '["$F1"]',
    '["$h1","$K1"]',
    '["$Q9","$K1"]',
    `["$n${'9'.repeat(301)}","$K1"]`,
    '["$nx","$K1"]',
    '["$@1","$K1"]',
    '["$T","$K1"]',
    '["$i1","$K1"]',
    '["$A1","$K1"]',
    '["$B1","$K1"]',
    '["$r1","$K1"]',
    '["$7","$K1"]',
    '["$0:5:x","$K1"]',
    '["$0:0:constructor","$K1"]',
    `[${'['.repeat(5_000)}${']'.repeat(5_000)},"$K1"]`,
    `[[${'1,'.repeat(30_000)}1],"$K1"]`,
  ]
  it.each(broken.map((row) => [row.slice(0, 40), row]))('is refused as %s', (_name, row) => {
    expect(isReadableCall(call(row))).toBe(false)
  })

  it('is refused without its row, with two of them and with a file in its place', () => {
    expect(isReadableCall(typed({ _1_reason: 'Because' }))).toBe(false)
    const twice = call('["$K1"]')
    twice.append('0', '["$K1"]')
    expect(isReadableCall(twice)).toBe(false)
    const file = new FormData()
    file.append('0', new File(['["$K1"]'], 'row.json'))
    expect(isReadableCall(file)).toBe(false)
  })

  it('is read by React whenever it is accepted', async () => {
    const part = fc.oneof(
      fc.constantFrom(...broken),
      fc.stringMatching(/^\["\$[KFhQWiTnD@uIN0-9:a-z$]{0,6}","\$K1"\]$/),
      fc.json().map((json) => `[${json},"$K1"]`),
      fc.string().map((words) => `[${JSON.stringify(`$${words}`)},"$K1"]`),
    )
    await fc.assert(
      fc.asyncProperty(part, async (row) => {
        if (isReadableCall(call(row))) await decodeReply(call(row), {})
      }),
      { numRuns: 500 },
    )
  })
})

describe('a form post without scripts', () => {
  const id = '4'.repeat(42)
  const post = (about: string, bound?: string) =>
    typed({
      $ACTION_REF_1: '',
      '$ACTION_1:0': about,
      ...(bound === undefined ? {} : { '$ACTION_1:1': bound }),
      $ACTION_KEY: 'k1',
      reason: 'Because',
    })

  it('is accepted as a page writes it', () => {
    expect(isReadablePost(post(`{"id":"${id}","bound":"$@1"}`, '[{"status":"idle"}]'))).toBe(true)
    expect(isReadablePost(typed({ [`$ACTION_ID_${id}`]: '', reason: 'Because' }))).toBe(true)
    expect(isReadablePost(typed({ score: '3' }))).toBe(true)
  })

  it.each([
    ['', '[]'],
    ['{', '[{"status":"idle"}]'],
    ['{"id":5,"bound":"$@1"}', '[{"status":"idle"}]'],
    [`{"id":"${id}","bound":"$@2"}`, '[{"status":"idle"}]'],
    [`{"id":"${id}","bound":"$@1","more":1}`, '[{"status":"idle"}]'],
    [`{"id":"${id}","bound":"$@1"}`, undefined],
    [`{"id":"${id}","bound":"$@1"}`, '[{"status":'],
    [`{"id":"${id}","bound":"$@1"}`, '["$h1"]'],
    [`{"id":"${id}","bound":"$@1"}`, '[1,2]'],
  ])('is refused with %s and %s', (about, bound) => {
    expect(isReadablePost(post(about, bound))).toBe(false)
  })
})

describe('a body', () => {
  const encoded = (words: string) => new TextEncoder().encode(words)
  const part = (row: string) => `--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n${row}\r\n`
  const whole = `${part('["$K1"]')}--b--\r\n`

  it('of an action that takes nothing is plain text, and nothing else is', async () => {
    const plain = (text: string, called = true) =>
      isReadableBody(new Uint8Array(Buffer.from(text)), 'text/plain;charset=UTF-8', called)
    expect(await encodeReply([])).toBe('[]')
    expect(await plain('[]')).toBe(true)
    for (const text of ['', '[1]', '["$K1"]', '{}', '[[]]']) expect(await plain(text)).toBe(false)
    expect(await plain('[]', false)).toBe(false)
  })

  it('is read when it is whole', async () => {
    expect(await isReadableBody(encoded(whole), 'multipart/form-data; boundary=b', true)).toBe(true)
  })

  it.each([
    ['cut off', whole.slice(0, -8), 'multipart/form-data; boundary=b'],
    ['empty', '', 'multipart/form-data; boundary=b'],
    ['without a boundary', whole, 'multipart/form-data'],
    ['with half a quoted boundary', whole, 'multipart/form-data; boundary="b'],
    ['with a name that is no header', whole.replace('"0"', '"0\u0001"'), 'multipart/form-data; boundary=b'],
    ['with another boundary', whole, 'multipart/form-data; boundary=c'],
    [
      'with a file in base64',
      `--b\r\nContent-Disposition: form-data; name="_1_f"; filename="f"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n${whole}`,
      'multipart/form-data; boundary=b',
    ],
  ])('is refused %s', async (_how, body, type) => {
    expect(await isReadableBody(encoded(body), type, true)).toBe(false)
  })
})
