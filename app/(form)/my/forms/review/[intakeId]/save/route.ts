import { answerAs } from '#lib/http/result.ts'
import { autosaveSignedIn } from '#lib/intake/drafts/actions.ts'

/** Autosave of the form before a review; see app/(public)/f/[token]/save. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const result = await autosaveSignedIn({ status: 'idle' }, form)
  return answerAs(result)
}
