import { answerAs } from '#lib/http/result.ts'
import { autosaveByLink } from '#lib/intake/drafts/actions.ts'

/** Autosave: the form as it stands. A plain address and no server action, so that it still goes out when the page closes. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const result = await autosaveByLink({ status: 'idle' }, form)
  return answerAs(result)
}
