import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { letterFile } from '#lib/letters/queries.ts'

/** A signed letter as it was made. Its name holds the letter's id, not a person's. */
export async function GET(
  _request: Request,
  props: { params: Promise<{ caseId: string; letterId: string }> },
) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  const [caseId, letterId] = [idParam(params.caseId), idParam(params.letterId)]
  const { pdf, sha256 } = await load(actor, letterFile(actor, caseId, letterId, new Date()))
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-length': String(pdf.byteLength),
      'content-disposition': `inline; filename="letter-${letterId}.pdf"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      etag: `"${sha256}"`,
    },
  })
}
