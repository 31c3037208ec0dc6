import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from '#scripts/postgres/cluster.ts'

export type Gate = {
  /** The address that leads to the same database through the gate. */
  url: string
  /** Breaks every connection and refuses new ones, as a database that is away does. */
  shut: () => Promise<void>
  open: () => Promise<void>
}

/**
 * A way to a database that can be shut, while the database itself serves everybody else. `listener` makes for each new
 * connection what hears the bytes that go to the database.
 */
export async function gateTo(databaseUrl: string, listener?: () => (bytes: Buffer) => void): Promise<Gate> {
  const target = new URL(databaseUrl)
  const port = await freePort()
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const link = (inner: Socket) => {
    const outer = connect(Number(target.port || 5432), target.hostname)
    if (listener) inner.on('data', listener())
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  }
  const open = async () => {
    const opened = createServer(link)
    await new Promise<void>((done, fail) =>
      opened.once('error', fail).listen(port, '127.0.0.1', () => done()),
    )
    server = opened
  }
  await open()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.toString(),
    open,
    shut: async () => {
      const closing = server
      server = undefined
      const closed = new Promise<void>((done) => (closing ? closing.close(() => done()) : done()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
