import { createServer } from 'node:net'
import { Refusal } from './steps.ts'

/** The port to serve on. Throws in words when it is no port or somebody else has it. */
export async function claimPort(host: string, wanted: string | undefined): Promise<number> {
  const port = Number(wanted ?? 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Refusal(`PORT=${wanted} is not a port.`)
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((done) => {
    const probe = createServer()
    probe.once('error', done)
    probe.listen(port, host, () => probe.close(() => done(undefined)))
  })
  if (!problem) return port
  if (problem.code === 'EADDRINUSE') {
    throw new Refusal(
      `Port ${port} is in use. Start with another one, for example: PORT=${port + 1} npm start`,
    )
  }
  if (problem.code === 'EACCES') throw new Refusal(`Port ${port} needs more rights. Use one above 1023.`)
  throw new Refusal(`Cannot listen on ${host}:${port} (${problem.code ?? problem.message}).`)
}

/** Browsers refuse the ports of some other services, and `fetch` refuses the same ones. */
export async function isRefusedByBrowsers(url: string): Promise<boolean> {
  const reason = await fetch(url, { method: 'HEAD', redirect: 'manual' }).then(
    () => undefined,
    (error: Error) => error.cause,
  )
  return reason instanceof Error && reason.message === 'bad port'
}
