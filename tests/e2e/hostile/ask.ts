import { Agent, request } from 'node:http'
import type { Body } from './bodies.ts'

export type Asked = {
  method: string
  /** As it goes over the wire. */
  path: string
  headers: Record<string, string>
  body?: Body
  /** Says that more is coming than is sent, and hangs up. */
  hangsUp?: boolean
  /** Sends without saying how much it is. */
  chunked?: boolean
}

/** `status` 0: no answer, because one of both hung up. */
export type Told = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** One request with everything in the hand of the sender: fetch would put much of it right. */
export function ask(base: string, asked: Asked): Promise<Told> {
  const { hostname, port } = new URL(base)
  const { method, path, body, hangsUp, chunked } = asked
  const headers: Record<string, string> = { ...asked.headers }
  if (body?.type != null) headers['content-type'] = body.type
  const bytes = body?.bytes ?? Buffer.alloc(0)
  if (body && !chunked) headers['content-length'] = String(bytes.length + (hangsUp ? 100 : 0))
  return new Promise((resolve, reject) => {
    const silent = { status: 0, headers: {}, body: '' }
    const sending = request({ agent, hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      const told = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        })
      // Live numbers never end: what they say first is the answer.
      const isEndless = response.headers['content-type'] === 'text/event-stream'
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (!isEndless) return
        told()
        response.destroy()
      })
      response.on('error', () => resolve(silent))
      response.on('end', told)
    })
    sending.setTimeout(60_000, () =>
      sending.destroy(new Error(`no answer to ${method} ${path.slice(0, 200)}`)),
    )
    sending.on('error', (error: NodeJS.ErrnoException) => {
      // A body that is too large is not read to its end.
      if (hangsUp || ['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) resolve(silent)
      else reject(error)
    })
    if (!hangsUp) sending.end(bytes)
    else {
      sending.write(bytes)
      setTimeout(() => sending.destroy(), 20)
    }
  })
}
