import type { PrismaClient } from '#prisma/generated/client.ts'

/** Does `work` while every statement about a table fails. */
export async function withoutTable(owner: PrismaClient, table: string, work: () => Promise<void>) {
  const rename = (from: string, to: string) =>
    owner.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`)
  await rename(table, `${table}Gone`)
  try {
    await work()
  } finally {
    await rename(`${table}Gone`, table)
  }
}
