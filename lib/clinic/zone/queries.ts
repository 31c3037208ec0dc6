import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { UNKNOWN_ZONE } from './schema.ts'

/** Throws Invalid for a time zone that PostgreSQL does not know: every page that counts days would stop. */
export async function assertKnownZone(tx: Tx, timeZone: string): Promise<void> {
  const [known] = await tx.$queryRaw<object[]>`SELECT FROM pg_timezone_names WHERE name = ${timeZone}`
  if (!known) throw new Invalid({ timeZone: [UNKNOWN_ZONE] })
}
