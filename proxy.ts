import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '#lib/accounts/way-back/rules.ts'
import { isSameOrigin } from '#lib/forms/origin.ts'
import { isReadableBody } from '#lib/forms/wire.ts'

/**
 * Headers for every page: a fresh nonce for the scripts of this response and nothing from elsewhere. It decides
 * nothing about who may see what; that is the data layer's.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (!isAddress(request.nextUrl)) return plain(400, 'This address is not in order. Please check it.')
  const refused = await refusedWrite(request)
  if (refused) return refused
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const development = process.env.NODE_ENV === 'development'
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // React writes style attributes (a bar's width), a log the style that shows what an answer asks for; no script comes in
    // that way.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    "worker-src 'self'",
  ].join('; ')

  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-frame-options', 'DENY')
  // A link holds a secret, and no other page needs to know where somebody came from.
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('cross-origin-resource-policy', 'same-origin')
  if ((process.env.STEPWISE_URL ?? '').startsWith('https://')) {
    // Thirty days, of this name alone: what else the clinic has below it is not ours to move to https.
    response.headers.set('strict-transport-security', 'max-age=2592000')
  }
  // A record must not come back from a shared computer's cache after signing out.
  response.headers.set('cache-control', 'no-store')
  return response
}

/** Whether an address can be read. No keyboard types NUL, and PostgreSQL cannot look for it. */
function isAddress({ pathname, search }: { pathname: string; search: string }): boolean {
  try {
    decodeURIComponent(pathname)
  } catch {
    return false
  }
  return !/%00/.test(pathname + search)
}

/** Larger than any honest form, and what Next itself takes. */
const MAX_BODY = 1_000_000

/**
 * What no page of ours sends is answered before Next reads it, which would call it a fault of the server. The command
 * asks for the origin again.
 */
async function refusedWrite(request: NextRequest): Promise<NextResponse | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const elsewhere = () => plain(403, 'This came from another page. Please open Stepwise again and repeat it.')
  if (!isSameOrigin(request.headers)) return elsewhere()
  const tooLarge = () => plain(413, 'This is too large. Nothing was changed.')
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return tooLarge()
  const body = await bodyOf(request)
  if (!body) return tooLarge()
  const contentType = request.headers.get('content-type') ?? ''
  const called = request.headers.has('next-action')
  const isForm = contentType.startsWith('multipart/form-data')
  if (!isForm && !called) return null
  // Next compares the origin with the first proxy's word for the host, and calls a difference a fault.
  const forwarded = request.headers.get('x-forwarded-host')?.split(',')[0]?.trim()
  if (forwarded && new URL(request.headers.get('origin') ?? '').host !== forwarded) return elsewhere()
  if (await isReadableBody(body, contentType, called)) return null
  return plain(400, 'The form could not be read. Please load the page again.')
}

const plain = (status: number, text: string) =>
  new NextResponse(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })

/** A copy of the body, which Next keeps for whoever answers; null when it is too large, whatever its headers say. */
async function bodyOf(request: NextRequest): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

export const config = {
  matcher: [
    {
      source:
        '/((?!_next/static/|icon\\.svg$|icons/|sw\\.js$|offline/|manifest\\.webmanifest$|favicon\\.ico$|api/health$|api/ready$).*)',
    },
  ],
}
