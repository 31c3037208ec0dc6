import { type Gate, gateTo } from './gate.ts'

export type Heard = {
  gate: Gate
  /** The statements sent since the last call, besides the transaction's own. */
  take: (besides?: RegExp) => string[]
}

/**
 * Opening and closing a transaction, saying in it who asks and on which duty, and what the server asks by itself: whether a newer
 * build migrated.
 */
const own =
  /^\s*(BEGIN|COMMIT|ROLLBACK)|^\s*SELECT set_config\('(role|app\.duty)'|_prisma_migrations|pg_settings/i

/** A way to a database that hears every statement, in PostgreSQL's own protocol: a prepared one each time it runs. */
export async function listenTo(databaseUrl: string): Promise<Heard> {
  let said: string[] = []
  const gate = await gateTo(databaseUrl, () => {
    const prepared = new Map<string, string>()
    let rest = Buffer.alloc(0)
    let begun = false
    const message = (kind: string, body: Buffer) => {
      const [first = '', second = ''] = body.toString('utf8').split('\0', 2)
      if (kind === 'Q') said.push(first)
      if (kind === 'P') prepared.set(first, second)
      // A portal comes first, then the statement that it runs.
      if (kind === 'B') said.push(prepared.get(second) ?? '')
    }
    return (bytes) => {
      rest = Buffer.concat([rest, bytes])
      for (;;) {
        // The first message of a connection has no kind before its length.
        const at = begun ? 1 : 0
        if (rest.length < at + 4) return
        const end = at + rest.readInt32BE(at)
        if (rest.length < end) return
        if (begun) message(String.fromCharCode(rest[0] ?? 0), rest.subarray(at + 4, end))
        begun = true
        rest = rest.subarray(end)
      }
    }
  })
  const take = (besides = own) => {
    const heard = said.filter((sql) => !besides.test(sql.trim()))
    said = []
    return heard
  }
  return { gate, take }
}
