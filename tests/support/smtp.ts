import { createServer, type Server, type Socket } from 'node:net'

/** What the double does with a message to this address: answer, wait (milliseconds before each answer), or never answer. */
export type Manner = { refuse?: string; wait?: number; silent?: boolean }

export type MailServer = {
  url: string
  /** What was taken, in the order in which it came. */
  received: string[]
  /** How to treat an address from now on. */
  treat: (to: string, manner: Manner) => void
  close: () => void
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** As much of a mail server as one message needs. */
export async function mailServer(): Promise<MailServer> {
  const received: string[] = []
  const manners = new Map<string, Manner>()
  const talk = (socket: Socket) => {
    let [reading, body, manner] = [false, '', {} as Manner]
    const answer = async (text: string) => {
      if (manner.silent) return
      if (manner.wait) await pause(manner.wait)
      if (!socket.destroyed) socket.write(`${text}\r\n`)
    }
    socket.write('220 test\r\n')
    socket.on('error', () => undefined)
    socket.on('data', async (chunk) => {
      if (reading) {
        body += chunk
        if (!body.endsWith('\r\n.\r\n')) return
        const whole = body
        ;[reading, body] = [false, '']
        await answer('250 taken')
        if (!manner.silent) received.push(whole)
        return
      }
      const line = String(chunk)
      const to = /^RCPT TO:<(.+)>/.exec(line)?.[1]
      if (to) manner = manners.get(to) ?? {}
      reading = line.startsWith('DATA')
      if (to && manner.refuse) await answer(manner.refuse)
      else await answer(reading ? '354 go on' : line.startsWith('QUIT') ? '221 bye' : '250 fine')
    })
  }
  const server: Server = createServer(talk)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    received,
    treat: (to, manner) => void manners.set(to, manner),
    close: () => void server.close(),
  }
}
