import fc from 'fast-check'
import type { Part } from './forms.ts'
import { bytesOf } from './values.ts'

export type Body = { type: string | null; bytes: Buffer }

const boundary = '----hostile7MA4YWxkTrZu0gW'

/** A multipart body as a browser writes it, though of things that no browser would. */
export function multipart(parts: readonly Part[]): Body {
  const escaped = (text: string) =>
    text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
  const chunks = parts.flatMap(({ name, value, file }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="`),
    bytesOf(escaped(name)),
    Buffer.from(file ? `"; filename="f.bin"\r\nContent-Type: application/octet-stream\r\n\r\n` : `"\r\n\r\n`),
    bytesOf(value),
    Buffer.from('\r\n'),
  ])
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

export const urlencoded = (parts: readonly Part[]): Body => ({
  type: 'application/x-www-form-urlencoded',
  bytes: Buffer.from(new URLSearchParams(parts.map(({ name, value }) => [name, value])).toString()),
})

/** React's writing of `(previous state, form)`. */
export const call = (parts: readonly Part[], row = '[{"status":"idle"},"$K1"]'): Body =>
  multipart([...parts.map((part) => ({ ...part, name: `_1_${part.name}` })), { name: '0', value: row }])

/** A form post without scripts. */
export const post = (parts: readonly Part[], id: string, state = '[{"status":"idle"}]'): Body =>
  multipart([
    { name: '$ACTION_REF_1', value: '' },
    { name: '$ACTION_1:0', value: `{"id":"${id}","bound":"$@1"}` },
    { name: '$ACTION_1:1', value: state },
    { name: '$ACTION_KEY', value: 'k4f9' },
    ...parts,
  ])

const deep = (depth: number) => `[${'['.repeat(depth)}${']'.repeat(depth)},"$K1"]`
/** Rows that are not what React writes. */
export const rows = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '5',
    '"$K1"',
    '["$K1"',
    '[1,2,3]',
    '["$K1","$K1"]',
    '["$K9","$K9"]',
    '["$F1"]',
    '["$h1","$K1"]',
    '["$Q9","$K1"]',
    '["$W1","$K1"]',
    '["$nx","$K1"]',
    `["$n${'9'.repeat(301)}","$K1"]`,
    '["$@0","$K1"]',
    '["$@1","$@2"]',
    '["$T","$K1"]',
    '["$i0","$K1"]',
    '["$A1","$K1"]',
    '["$B1","$K1"]',
    '["$r1","$K1"]',
    '["$X1","$K1"]',
    '["$0","$K1"]',
    '["$0:0:constructor:constructor","$K1"]',
    '[{"then":"$@0"},"$K1"]',
    '{"then":"$h0"}',
    '[{"__proto__":{"status":"ok"}},"$K1"]',
    '[{"status":"idle"},null]',
    '[{"status":"idle"},{"caseId":"x"}]',
    '[{"status":"idle"},["a"]]',
    deep(8_000),
    `[${'0,'.repeat(2_000)}"$K1"]`,
  ),
  fc.json().map((text) => `[${text},"$K1"]`),
  fc.stringMatching(/^\["\$[KFhQWiTnD@uIN0-9:a-z$]{0,6}","\$K1"\]$/),
)

export type Damage =
  | { kind: 'cut'; at: number }
  | { kind: 'byte'; at: number; byte: number }
  | { kind: 'type'; type: string | null }
  | { kind: 'encoding' | 'lines' | 'empty' | 'unnamed' }

export const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('byte' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  }),
  fc.record({
    kind: fc.constant('type' as const),
    type: fc.constantFrom(
      null,
      '',
      'application/json',
      'text/plain;charset=UTF-8',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary=other',
      `multipart/form-data; boundary="${boundary}`,
      `Multipart/Form-Data; boundary=${boundary}`,
      `multipart/form-data; charset=utf-16; boundary=${boundary}`,
      `multipart/mixed; boundary=${boundary}`,
      'text/html; charset=nonsense',
      '\u00ff',
    ),
  }),
  fc.record({
    kind: fc.constantFrom('encoding' as const, 'lines' as const, 'empty' as const, 'unnamed' as const),
  }),
)

/** Breaks a body the way a bad line, an old client or ill will does. */
export function damaged(body: Body, how: Damage): Body {
  const { bytes } = body
  const text = () => bytes.toString('latin1')
  const written = (changedText: string): Body => ({ ...body, bytes: Buffer.from(changedText, 'latin1') })
  switch (how.kind) {
    case 'cut':
      return { ...body, bytes: bytes.subarray(0, Math.floor(how.at * bytes.length)) }
    case 'byte': {
      const copy = Buffer.from(bytes)
      if (copy.length > 0) copy[Math.min(copy.length - 1, Math.floor(how.at * copy.length))] = how.byte
      return { ...body, bytes: copy }
    }
    case 'type':
      return { ...body, type: how.type }
    case 'encoding':
      return written(
        text()
          .replaceAll('form-data; name="', 'form-data; filename="f"; name="')
          .replaceAll('"\r\n\r\n', '"\r\nContent-Transfer-Encoding: base64\r\n\r\n'),
      )
    case 'lines':
      return written(text().replaceAll('\r\n', '\n'))
    case 'empty':
      return { ...body, bytes: Buffer.alloc(0) }
    case 'unnamed':
      return written(text().replaceAll(/name="[^"]*"/g, ''))
  }
}
