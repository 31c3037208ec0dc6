import type { ActionResult } from '#lib/forms/result.ts'

/** A form as the browser's FormData holds it; an array is a repeated field. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

export type ActionAnswer = {
  status: number
  /** What the action gave back; undefined when there was no answer to read. */
  result: ActionResult<unknown> | undefined
  /** Where the action sends the browser. */
  location: string | undefined
  setCookies: string[]
  body: string
}

export type ActionCall = {
  /** The address of a page that carries the action. */
  url: string
  id: string
  fields: Fields
  cookie?: string | undefined
  /** null = no such header. */
  origin?: string | null
  /** The action takes the form alone, without a previous state. */
  plain?: boolean
}

/** React's encoding of `(previous, formData)`, as the browser sends it. */
export function actionBody(fields: Fields, plain = false): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const text of typeof value === 'string' ? [value] : value) body.append(`_1_${name}`, text)
  }
  body.append('0', JSON.stringify(plain ? ['$K1'] : [{ status: 'idle' }, '$K1']))
  return body
}

/** Calls a server action as a page with its scripts running does. */
export async function callAction(call: ActionCall): Promise<ActionAnswer> {
  const origin = call.origin === undefined ? new URL(call.url).origin : call.origin
  const response = await fetch(call.url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'next-action': call.id,
      accept: 'text/x-component',
      ...(origin === null ? {} : { origin }),
      ...(call.cookie ? { cookie: call.cookie } : {}),
    },
    body: actionBody(call.fields, call.plain),
  })
  return readAnswer(response)
}

export async function readAnswer(response: Response): Promise<ActionAnswer> {
  const body = await response.text()
  return {
    status: response.status,
    result: resultIn(body),
    location: response.headers.get('x-action-redirect')?.replace(/;(push|replace)$/, '') ?? undefined,
    setCookies: response.headers.getSetCookie(),
    body,
  }
}

/** The row of the stream that row 0 names as the action's result. A long text before it ends without a line break. */
function resultIn(body: string): ActionResult<unknown> | undefined {
  const id = /(?:^|\n)0:\{[^\n]*"a":"\$@([0-9a-f]+)"/.exec(body)?.[1]
  const start = body.lastIndexOf(`${id}:{"status":`)
  if (id === undefined || start < 0) return undefined
  const text = body.slice(start + id.length + 1).split('\n', 1)[0] ?? ''
  return JSON.parse(text) as ActionResult<unknown>
}
