import type { PrismaPg } from '@prisma/adapter-pg'
import type { Transaction } from '@prisma/driver-adapter-utils'

/**
 * Prisma reads the relations of a record side by side, also in a transaction, which has one connection. pg lets such
 * statements queue, warns of it and will not from 9.0 on, so they wait for each other before they reach it.
 */
export function inTurn(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolation) => oneByOne(await start(isolation))
    return adapter
  }
  return factory
}

function oneByOne(transaction: Transaction): Transaction {
  let last: Promise<unknown> = Promise.resolve()
  const afterLast =
    <Query, Answer>(run: (query: Query) => Promise<Answer>) =>
    (query: Query): Promise<Answer> => {
      const answer = last.then(() => run(query))
      last = answer.catch(() => undefined)
      return answer
    }
  transaction.queryRaw = afterLast(transaction.queryRaw.bind(transaction))
  transaction.executeRaw = afterLast(transaction.executeRaw.bind(transaction))
  return transaction
}
