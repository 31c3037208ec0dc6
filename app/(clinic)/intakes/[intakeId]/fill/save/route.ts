import { autosaveSignedIn } from '#lib/intake/drafts/actions.ts'

/** Autosave of a form that is filled in for a patient; see app/(public)/f/[token]/save. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const result = await autosaveSignedIn({ status: 'idle' }, form)
  return Response.json(result, { status: result.status === 'error' ? 400 : 200 })
}
