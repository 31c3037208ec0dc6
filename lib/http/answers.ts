import 'server-only'
import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { log } from '#lib/log.ts'
import { type FaultPage, faultPage, faultText } from './fault-page.ts'
import { type Answering, answering, requestCode } from './request.ts'

/** Seconds. A database that is restarted, or taken over by its replica, is back in about this time. */
const RETRY_AFTER = '10'

/**
 * Next answers what fails while a page is rendered with 500 and a document that is empty until its scripts have run. From
 * now on such an answer holds words and a code, and is a 503 when the reason is that the database is away. It stands around
 * Next, so that no page, present or future, has to think of it. Called once by instrumentation.ts.
 * From when `isNewer` says so, whatever is asked is answered so: a newer build has migrated the database, and what this one
 * wrote there could be lost. A method that nothing here answers to is refused as well: Next renders a page for one and breaks at
 * TRACE before proxy.ts is asked.
 */
export function answerFaultsInWords(isNewer: () => boolean): void {
  const server = Server.prototype as Server & { stepwiseAnswers?: true }
  if (server.stepwiseAnswers) return
  server.stepwiseAnswers = true
  const emit = server.emit
  server.emit = function watched(this: Server, event: string, ...rest: unknown[]): boolean {
    const pass = () => Reflect.apply(emit, this, [event, ...rest]) as boolean
    if (event !== 'request') return pass()
    const request: Answering = { isAway: false }
    const [asked, response] = rest as [IncomingMessage, ServerResponse]
    if (!methods.includes(asked.method ?? '')) return refuseMethod(response)
    if (isNewer() && !ofEveryBuild.test(asked.url ?? '')) return refuse(asked, response, request)
    watch(asked, response, request)
    return answering(request, pass)
  } as typeof emit
}

/** What says how this server is, and the scripts and styles of pages that are open. */
const ofEveryBuild = /^\/(api\/(health|ready)$|_next\/static\/)/

const methods = ['GET', 'HEAD', 'POST']

function refuseMethod(response: ServerResponse): true {
  response.setHeader('connection', 'close')
  response.writeHead(405, { allow: methods.join(', '), 'content-type': 'text/plain; charset=utf-8' })
  response.end('Stepwise does not take this kind of request. Nothing was changed.')
  return true
}

function refuse(asked: IncomingMessage, response: ServerResponse, request: Answering): true {
  response.setHeader('retry-after', RETRY_AFTER)
  // What is still being sent is not read.
  response.setHeader('connection', 'close')
  const body = words(asked, response, faultOf('newer', asked, request), 503)
  response.writeHead(503).end(body)
  return true
}

/** Whoever compresses or counts the answer comes later and stands outside; these are the last before the wire. */
function watch(asked: IncomingMessage, response: ServerResponse, request: Answering): void {
  const { writeHead, write, end } = response
  let instead: string | undefined
  const decide = () => {
    if (response.headersSent) return
    if (response.statusCode === 500 || isUnknownForm(asked, response)) response.writeHead(response.statusCode)
  }
  const own = {
    writeHead(asks: number, ...rest: unknown[]) {
      const status = seeOther(asked, asks)
      const answer = isUnknownForm(asked, response)
        ? { status, body: words(asked, response, faultOf('older', asked, request), status) }
        : status === 500
          ? inWords(asked, response, request)
          : undefined
      if (!answer) return Reflect.apply(writeHead, response, [status, ...rest])
      instead = answer.body
      return Reflect.apply(
        writeHead,
        response,
        instead === undefined ? [answer.status, ...rest] : [answer.status],
      )
    },
    write(...chunk: unknown[]) {
      decide()
      if (instead === undefined) return Reflect.apply(write, response, chunk)
      const done = chunk.findLast((part) => typeof part === 'function') as (() => void) | undefined
      if (done) process.nextTick(done)
      return true
    },
    end(...last: unknown[]) {
      decide()
      if (instead === undefined || response.writableEnded) return Reflect.apply(end, response, last)
      const done = last.findLast((part) => typeof part === 'function')
      return Reflect.apply(end, response, [instead, 'utf8', done])
    },
  }
  Object.assign(response, own)
}

/**
 * A page that leads elsewhere while it answers a form does so with 307, with which a browser posts the form once more, to a page that
 * does not know it. What was posted was taken or refused already: the browser is to look there.
 */
const seeOther = ({ method }: IncomingMessage, status: number): number =>
  method === 'POST' && status === 307 ? 303 : status

/** A form that was posted without scripts to an action which this build has not. */
const isUnknownForm = (asked: IncomingMessage, response: ServerResponse): boolean =>
  response.getHeader('x-nextjs-action-not-found') === '1' && !asked.headers['next-action']

/** What is answered in place of a 500, and of the bare text to a form whose action is unknown; without `body` the one that there is stays. */
function inWords(
  asked: IncomingMessage,
  response: ServerResponse,
  request: Answering,
): { status: number; body?: string } | undefined {
  const { isAway } = request
  // A developer wants to see where it broke.
  if (!isAway && process.env.NODE_ENV !== 'production') return undefined
  const status = isAway ? 503 : 500
  if (isAway) response.setHeader('retry-after', RETRY_AFTER)
  const type = String(response.getHeader('content-type') ?? '')
  if (asked.headers.rsc || asked.headers['next-action'] || /json|x-component/.test(type)) return { status }
  return { status, body: words(asked, response, faultOf(isAway ? 'away' : 'fault', asked, request), status) }
}

const faultOf = (kind: FaultPage['kind'], asked: IncomingMessage, request: Answering): FaultPage => ({
  kind,
  code: requestCode(request),
  method: asked.method ?? 'GET',
  path: asked.url ?? '/',
})

/** The headers of an answer in words, and its body. */
function words(asked: IncomingMessage, response: ServerResponse, fault: FaultPage, status: number): string {
  // A form of an older build, or of nobody's, is no fault of this server.
  const level = fault.kind === 'older' ? 'info' : 'error'
  log[level]({ code: fault.code, status }, 'answered in place of a page')
  const wantsPage = (asked.headers.accept ?? '').includes('text/html')
  const body = wantsPage ? faultPage(fault) : faultText(fault)
  for (const name of ['content-encoding', 'transfer-encoding', 'etag', 'content-disposition'])
    response.removeHeader(name)
  response.setHeader('content-type', `text/${wantsPage ? 'html' : 'plain'}; charset=utf-8`)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.setHeader('cache-control', 'no-store')
  return body
}
