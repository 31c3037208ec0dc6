import fc from 'fast-check'
import { endpoints } from '#tests/support/manifest.ts'
import { type ActorName, actorNames, type WorldServer } from '#tests/support/world-server.ts'
import type { PageRow } from '../access/pages.ts'
import type { Write } from '../access/send-write.ts'
import type { Asked } from './ask.ts'
import { type Body, call, type Damage, damage, damaged, multipart, post, rows, urlencoded } from './bodies.ts'
import { changed, changes } from './forms.ts'
import { bytesOf, name, short, value, withIds } from './values.ts'

/** Makes a request of a payload; payloads hold no id of the run, so one can be made again from its seed. */
/** `shows: false`: the answer does not say whether it was done. */
export type Payload = { actor: ActorName; ask: (w: WorldServer) => Asked; words: string; shows?: false }

const rarely = <T>(one: fc.Arbitrary<T>, weight = 9) =>
  fc.oneof({ weight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: one })

/** More often somebody who may: others are refused before anything is read. */
const whoOf = (may: readonly ActorName[]): fc.Arbitrary<ActorName> =>
  fc.oneof(
    { weight: may.length > 0 ? 3 : 0, arbitrary: fc.constantFrom(...(may.length > 0 ? may : actorNames)) },
    { weight: 1, arbitrary: fc.constantFrom(...actorNames) },
  )

/** A cookie header that no browser of ours holds, some of them made of the real one. */
const cookies: fc.Arbitrary<(own: string) => string> = fc.oneof(
  fc.constantFrom<(own: string) => string>(
    () => 'stepwise.session=',
    () => 'stepwise.session=a.b.c.d.e',
    () => 'stepwise.session="; stepwise-form="',
    () => ';;;=;=;',
    () => '__proto__=x; constructor=y',
    () => `stepwise.session=${'A'.repeat(7_000)}`,
    () => 'stepwise-form=%00%ff; stepwise-read=%',
    () => 'stepwise.session=\u00ff\u00fe',
    (own) => own.slice(0, -9),
    (own) => `${own}; ${own}`,
    (own) => own.replace('.', '..'),
    (own) => own.toLowerCase(),
  ),
  fc.base64String({ maxLength: 60 }).map((text) => () => `stepwise.session=${text}; stepwise-form=${text}`),
)

const headers: fc.Arbitrary<Record<string, string>> = fc.constantFrom(
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '9' },
  { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
  { 'x-forwarded-host': 'elsewhere.example' },
  { 'x-forwarded-for': '\u00ff, ,,' },
  { 'x-action-forwarded': '1' },
  { accept: '\u00ff/*;q=x' },
  { 'accept-language': 'x'.repeat(3_000) },
  { range: 'bytes=0-1' },
  { 'if-none-match': '*' },
  { expect: '100-continue' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-nextjs-data': '1' },
)

type Common = {
  actor: ActorName
  cookie: ((own: string) => string) | null
  extra: Record<string, string> | null
}
const common = (may: readonly ActorName[]) => ({
  actor: whoOf(may),
  cookie: rarely(cookies),
  extra: rarely(headers),
})

function headersOf(w: WorldServer, { actor, cookie, extra }: Common): Record<string, string> {
  const own = w.cookies[actor]
  const sent = cookie ? cookie(own ?? 'stepwise.session=none') : own
  return { origin: w.server.url, ...(sent ? { cookie: sent } : {}), ...extra }
}

type Way =
  | { kind: 'call' | 'post' | 'plain' }
  | { kind: 'row' | 'state'; row: string }
  | { kind: 'damaged'; damage: Damage; of: 'call' | 'post' }
  | { kind: 'id'; id: string }

const strangeIds = () => [
  '',
  'x',
  '__proto__',
  'toString',
  '4'.repeat(42),
  'f'.repeat(5_000),
  ...endpoints()
    .actions.slice(0, 3)
    .flatMap(({ id }) => [id.slice(0, -1), `${id}0`, id.toUpperCase()]),
]

const ways = (): fc.Arbitrary<Way> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.constant<Way>({ kind: 'call' }) },
    { weight: 3, arbitrary: fc.constant<Way>({ kind: 'post' }) },
    { weight: 1, arbitrary: fc.constant<Way>({ kind: 'plain' }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constantFrom('row' as const, 'state' as const), row: rows }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('damaged' as const),
        damage,
        of: fc.constantFrom('call' as const, 'post' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('id' as const), id: fc.constantFrom(...strangeIds()) }),
    },
  )

/** Forms that an action or a writing handler should not get. */
export function writePayload(write: Write): fc.Arbitrary<Payload> {
  return fc
    .record({
      ...common(write.row.may),
      changes,
      way: ways(),
      hangsUp: rarely(fc.constant(true), 40),
      chunked: rarely(fc.constant(true), 15),
      method: rarely(fc.constantFrom('PUT', 'PATCH', 'DELETE', 'OPTIONS'), 40),
    })
    .map(({ changes: list, way, hangsUp, chunked, method, ...who }) => {
      const make = (w: WorldServer): Asked => {
        const parts = changed(write.row.form(w), list).map((part) => ({
          ...part,
          value: withIds(part.value, w),
        }))
        const body = write.id === null ? handlerBody(parts, way) : actionBodyOf(parts, way, write.id)
        const called =
          write.id !== null && way.kind !== 'post' && !(way.kind === 'damaged' && way.of === 'post')
        const action = way.kind === 'id' ? way.id : write.id
        return {
          method: method ?? 'POST',
          path: write.at(w),
          headers: {
            ...headersOf(w, who),
            ...(called && way.kind !== 'state'
              ? { 'next-action': action ?? '', accept: 'text/x-component' }
              : {}),
          },
          body,
          ...(hangsUp ? { hangsUp } : {}),
          ...(chunked ? { chunked } : {}),
        }
      }
      return {
        actor: who.actor,
        ask: make,
        ...(way.kind === 'post' || way.kind === 'state' || (way.kind === 'damaged' && way.of === 'post')
          ? { shows: false as const }
          : {}),
        words: `${who.actor} ${JSON.stringify({ way, list, method }).slice(0, 400)}`,
      }
    })
}

function actionBodyOf(parts: Parameters<typeof call>[0], way: Way, id: string): Body {
  switch (way.kind) {
    case 'call':
    case 'id':
      return call(parts)
    case 'post':
      return post(parts, id)
    case 'plain':
      return call(parts, '["$K1"]')
    case 'row':
      return call(parts, way.row)
    case 'state':
      return post(parts, id, way.row)
    case 'damaged':
      return damaged(way.of === 'call' ? call(parts) : post(parts, id), way.damage)
  }
}

function handlerBody(parts: Parameters<typeof call>[0], way: Way): Body {
  if (way.kind === 'damaged')
    return damaged(way.of === 'call' ? multipart(parts) : urlencoded(parts), way.damage)
  return way.kind === 'call' ? urlencoded(parts) : multipart(parts)
}

const searchNames = [
  ...['after', 'alerts', 'area', 'as', 'case', 'complaint', 'correct', 'dir', 'done', 'from', 'lead', 'page'],
  ...[
    'person',
    'phase',
    'problem',
    'q',
    'range',
    'region',
    'saved',
    'side',
    'sort',
    'tab',
    'table',
    'to',
    'view',
  ],
  ...['_rsc', 'next', 'day', 'version'],
]

/** Percent-encoded, so that what is not text at all can be said as well. */
const encoded = (text: string) =>
  [...bytesOf(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const raw = fc.constantFrom(
  '%',
  '%zz',
  '%ed%a0%80',
  '%c0%af',
  '%00',
  '%2e%2e%2f',
  '..%5c',
  '%25%32%66',
  '+',
  '%u0041',
  '',
)
const queryPart = fc.oneof(
  { weight: 4, arbitrary: short.map((text) => ({ text })) },
  { weight: 1, arbitrary: raw.map((bytes) => ({ bytes })) },
)
type QueryPart = { text: string } | { bytes: string }
const written = (part: QueryPart, w: WorldServer) =>
  'bytes' in part ? part.bytes : encoded(withIds(part.text, w).slice(0, 1_500))

/** Addresses with path and search parameters that no page of ours links to. */
export function readPayload(address: string, row: PageRow): fc.Arbitrary<Payload> {
  const may = actorNames.filter((actor) => row.allowed[actor] !== undefined)
  return fc
    .record({
      ...common(may),
      params: fc.array(fc.record({ at: fc.nat(9), part: queryPart }), { maxLength: 2 }),
      query: fc.array(
        fc.record({
          name: fc.oneof(
            { weight: 8, arbitrary: fc.constantFrom(...searchNames) },
            { weight: 1, arbitrary: name },
          ),
          part: queryPart,
          as: fc.constantFrom('', '[]', '[a]', ''),
        }),
        { maxLength: 5 },
      ),
      method: rarely(fc.constantFrom('HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'), 15),
      body: rarely(value, 15),
    })
    .map(({ params, query, method, body, ...who }) => ({
      actor: who.actor,
      words: `${who.actor} ${JSON.stringify({ params, query, method }).slice(0, 400)}`,
      ask: (w) => {
        const path = pathOf(address, row.at(w), params, w)
        const search = query
          .map(({ name: key, part, as }) => `${encoded(key)}${as}=${written(part, w)}`)
          .join('&')
        const post = method !== null && method !== 'HEAD' && body !== null
        return {
          method: method ?? 'GET',
          path: search ? `${path}?${search}` : path,
          headers: headersOf(w, who),
          ...(post ? { body: { type: 'text/plain', bytes: bytesOf(body) } } : {}),
        }
      },
    }))
}

function pathOf(
  address: string,
  honest: string,
  params: readonly { at: number; part: QueryPart }[],
  w: WorldServer,
): string {
  const segments = honest.split('/')
  const open = address.split('/').flatMap((segment, index) => (segment.startsWith('[') ? [index] : []))
  for (const { at, part } of params) {
    const index = open[at % Math.max(1, open.length)]
    if (index !== undefined) segments[index] = written(part, w)
  }
  return segments.join('/') || '/'
}
