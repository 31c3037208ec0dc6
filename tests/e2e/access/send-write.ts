import { type ActionAnswer, type actionBody, callAction } from '#tests/support/actions.ts'
import { endpoints } from '#tests/support/manifest.ts'
import type { ActorName, WorldServer } from '#tests/support/world-server.ts'
import type { Told } from '../hostile/ask.ts'
import { pages } from './pages.ts'
import { writeHandlers, writes } from './writes/index.ts'
import type { WriteRow } from './writes/row.ts'

/** One action or handler that writes, ready to be called. */
export type Write = {
  name: string
  row: WriteRow
  /** The id of the action; a handler has none. */
  id: string | null
  at: (w: WorldServer) => string
}

export type Answer = Pick<ActionAnswer, 'status' | 'location' | 'body'> & {
  /** What the action or the handler says: it did what was asked. */
  done: boolean
  /** The code of a fault that was hidden behind a friendly sentence. */
  fault: string | undefined
  /** In words, for a failed test. */
  got: string
}

/** Every action and handler of the build that has a row. */
export function everyWrite(): Write[] {
  const actions = endpoints().actions.flatMap(({ name, id, pages: carriers }) => {
    const row = writes[name]
    const page = carriers.map((address) => pages[address]).find((found) => found !== undefined)
    const at = row?.at ?? page?.at
    return row && at ? [{ name, row, id, at }] : []
  })
  const handlers = Object.entries(writeHandlers).map(([name, row]) => ({ name, row, id: null, at: row.at }))
  return [...actions, ...handlers]
}

export type Sending = { actor: ActorName; origin?: string | null }

/** Sends the form of a row as an actor; once more when a kept connection closed just as it was used again. */
export function send(w: WorldServer, write: Write, sending: Sending): Promise<Answer> {
  return sendOnce(w, write, sending).catch((error: unknown) => {
    if (error instanceof TypeError && error.message === 'fetch failed') return sendOnce(w, write, sending)
    throw error
  })
}

async function sendOnce(w: WorldServer, write: Write, sending: Sending): Promise<Answer> {
  const { actor, origin } = sending
  const url = w.server.url + write.at(w)
  const cookie = w.cookies[actor]
  const fields = write.row.form(w)
  if (write.id === null) return plainPost(url, fields, cookie, origin)
  const answer = await callAction({
    url,
    id: write.id,
    fields,
    cookie,
    ...(origin === undefined ? {} : { origin }),
    ...(write.row.plain ? { plain: true } : {}),
  })
  return judged(answer)
}

const refusedTo = /^\/sign-in(\?|$)|problem=/

/** Reads an answer: an action that worked says ok or sends on, and nobody is sent on to the sign-in by what worked. */
export function judged(answer: ActionAnswer): Answer {
  const { status, location, body, result } = answer
  const fault = result?.status === 'error' ? result.code : undefined
  const sentOn = location !== undefined && !refusedTo.test(location)
  return {
    status,
    location,
    body,
    fault,
    done: status < 400 && (result?.status === 'ok' || sentOn),
    got: `${status} ${location ?? ''} ${JSON.stringify(result) ?? body.slice(0, 200)}`.trim(),
  }
}

async function plainPost(
  url: string,
  fields: Parameters<typeof actionBody>[0],
  cookie: string | undefined,
  origin: string | null | undefined,
): Promise<Answer> {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const text of typeof value === 'string' ? [value] : value) body.append(name, text)
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...(origin === null ? {} : { origin: origin ?? new URL(url).origin }),
      ...(cookie ? { cookie } : {}),
    },
    body,
  })
  return judgedResponse(response)
}

export async function judgedResponse(response: Response): Promise<Answer> {
  const body = await response.text()
  const location = response.headers.get('location') ?? undefined
  const says = /"status":"error"/.test(body)
  return {
    status: response.status,
    location,
    body,
    fault: /"code":"(\w+)"/.exec(body)?.[1],
    done: response.status < 400 && !says && !(location !== undefined && refusedTo.test(location)),
    got: `${response.status} ${location ?? ''} ${body.slice(0, 200)}`.trim(),
  }
}

/** Whether a raw answer may have been a success: a page without scripts comes back the same way either way. */
export function judgedTold({ status, headers, body }: Told): boolean {
  if (status === 0 || status >= 400) return false
  const header = (name: string) => [headers[name] ?? []].flat()[0]
  const location = header('x-action-redirect')?.replace(/;(push|replace)$/, '') ?? header('location')
  if (location !== undefined) return !refusedTo.test(location.replace(/^https?:\/\/[^/]+/, ''))
  return !/"status":"error"/.test(body)
}
