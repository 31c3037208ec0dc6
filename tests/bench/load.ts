import { Agent, type IncomingMessage, request } from 'node:http'

export const connections = 8

export type Shot = { path: string; headers?: Record<string, string>; body?: string }
export type Target = { url: string; shot: () => Shot; expect: number }
export type Round = { perSecond: number; p50: number; p95: number; sent: number }

/** Keeps `lanes` keep-alive connections busy for `seconds`. Times are in milliseconds. Throws at the first wrong answer. */
export async function fire(target: Target, seconds: number, lanes = connections): Promise<Round> {
  const started = performance.now()
  return run(target, lanes, () => performance.now() - started < seconds * 1000)
}

/** Sends so many requests, as fast as the server takes them. */
export function fireCount(target: Target, count: number, lanes = connections): Promise<Round> {
  let left = count
  return run(target, lanes, () => left-- > 0)
}

async function run(target: Target, lanes: number, more: () => boolean): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes })
  const times: number[] = []
  const started = performance.now()
  const lane = async () => {
    while (more()) {
      const before = performance.now()
      const answer = await send(agent, target.url, target.shot())
      if (answer.status !== target.expect)
        throw new Error(`${target.url} answered ${answer.status} instead of ${target.expect}`)
      times.push(performance.now() - before)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
  } finally {
    agent.destroy()
  }
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), sent: times.length }
}

function send(agent: Agent, base: string, shot: Shot): Promise<{ status: number }> {
  const { path, headers, body } = shot
  return new Promise((done, fail) => {
    const answered = (response: IncomingMessage) => {
      response.resume()
      response.once('end', () => done({ status: response.statusCode ?? 0 }))
      response.once('error', fail)
    }
    const method = body === undefined ? 'GET' : 'POST'
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(new URL(path, base), { agent, method, headers: { ...headers, ...length } }, answered)
    sent.once('error', fail)
    sent.end(body)
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Rounds of both by turns, so that what else the machine does meets both alike. The first round of each only warms up. */
export async function alternate(
  one: Target,
  other: Target,
  seconds: number,
  rounds = 5,
): Promise<{ one: Round[]; other: Round[] }> {
  const result = { one: [] as Round[], other: [] as Round[] }
  for (let round = -1; round < rounds; round += 1) {
    const first = await fire(one, seconds)
    const second = await fire(other, seconds)
    if (round < 0) continue
    result.one.push(first)
    result.other.push(second)
  }
  return result
}
