import fc from 'fast-check'
import type { WorldServer } from '#tests/support/world-server.ts'

/**
 * What no honest form holds. Ids of the world are written as `«two.a.caseId»`, so that a payload is the same in every run,
 * and a lone surrogate goes out as the three bytes that some writers make of it.
 */
const plain = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\u202eesrever',
  '👩‍⚕️',
  'null',
  'undefined',
  'NaN',
  'true',
  '[object Object]',
  '{}',
  '[]',
  '{"$ne":null}',
  '["a","b"]',
  '{"__proto__":{"roles":["admin"]}}',
  '-1',
  '0',
  '00000000000000000001',
  '1.5',
  '1e309',
  '-Infinity',
  '2147483648',
  '9007199254740993',
  '99999999999999999999999999',
  '0x10',
  '١٢٣',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '10000-01-01',
  '-000001-01-01',
  '+275760-09-13',
  '2026-13-45T25:61:61Z',
  '1900-01-01',
  'not-a-uuid',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0190a0a0-0000-7000-8000-00000000000g',
  '../../../etc/passwd',
  '%00',
  '%ff%fe',
  "' OR 1=1; --",
  '\\',
  '$K1',
  '$$',
  '<script>alert(1)</script>',
  '=cmd|calc',
  'javascript:alert(1)',
  'https://elsewhere.example',
  '//elsewhere.example',
  'a\r\nSet-Cookie: x=1',
] as const

/** Ids of everybody whom the page is not about. */
const strangers = [
  '«two.clinicId»',
  '«two.a.caseId»',
  '«two.a.patientId»',
  '«two.a.flagId»',
  '«two.a.alertId»',
  '«two.a.runLogId»',
  '«two.a.itemId»',
  '«two.a.draftVersionId»',
  '«two.a.intakeId»',
  '«two.a.linkActor.linkId»',
  '«two.physioA.accountId»',
  '«two.waiting.intakeId»',
  '«one.b.caseId»',
  '«one.b.patientId»',
  '«one.b.flagId»',
  '«one.b.alertId»',
  '«one.b.runLogId»',
  '«one.b.sessionLogId»',
  '«one.b.painScoreId»',
  '«one.b.itemId»',
  '«one.b.draftVersionId»',
  '«one.b.publishedVersionId»',
  '«one.b.intakeId»',
  '«one.b.accountId»',
  '«one.suspended.accountId»',
] as const

export const short = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...plain) },
  { weight: 3, arbitrary: fc.constantFrom(...strangers) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.uuid() },
)

/** A few sizes: below the limit of a field, above it, and close to and above that of a body. */
const long = fc
  .tuple(
    fc.constantFrom(1_000, 5_001, 20_001, 400_000, 990_000, 1_048_576),
    fc.constantFrom('x', 'é', '9', ' '),
  )
  .map(([length, sign]) => sign.repeat(Math.ceil(length / Buffer.byteLength(sign))))

export const value = fc.oneof({ weight: 30, arbitrary: short }, { weight: 1, arbitrary: long })

export const name = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'clinicId',
    'accountId',
    'patientId',
    'roles',
    'id',
    'version',
    '',
    ' ',
    'a.b.c',
    'a[b]',
    '__proto__[roles]',
    'items.__proto__.how',
    'items.00000000-0000-0000-0000-000000000000.pain',
    'item.__proto__.sets',
    'to.00000000-0000-0000-0000-000000000000',
    '$ACTION_KEY',
    '\u0000',
    '\ud800',
    'a"b',
    'a\r\nb',
    'n'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

/** Puts the ids of this run in. */
export function withIds(text: string, w: WorldServer): string {
  return text.replace(/«([\w.]+)»/g, (_whole, path: string) =>
    String(
      path
        .split('.')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], w.world),
    ),
  )
}

/** UTF-8 as a careless writer makes it: half a pair becomes three bytes of its own. */
export function bytesOf(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8')
  const parts = [...text].map((sign) => {
    const code = sign.codePointAt(0) ?? 0
    if (sign.isWellFormed()) return Buffer.from(sign, 'utf8')
    return Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)])
  })
  return Buffer.concat(parts)
}
