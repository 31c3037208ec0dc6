import type { ActionResult } from '#lib/forms/result.ts'

/** The result of an action as the answer of a handler: 503 says that the same is to be sent again. */
export function answerAs(result: ActionResult<unknown>): Response {
  if (result.status !== 'error') return Response.json(result)
  return result.unknown
    ? Response.json(result, { status: 503, headers: { 'retry-after': '10' } })
    : Response.json(result, { status: 400 })
}
