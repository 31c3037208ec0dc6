import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** Rows of one kind in a file: `after` reads the next ones behind a key, at most `take`, each as text. */
export type Part = {
  readonly name: string
  readonly after: (key: string | null, take: number) => Prisma.Sql
}

type Place = { readonly part: number; readonly key: string | null }

const A_PIECE = 200

/** The text from one place in the file to the next. */
async function pieceAt(tx: Tx, parts: readonly Part[], place: Place): Promise<{ text: string; next: Place }> {
  let { part, key } = place
  let text = ''
  for (let left = A_PIECE; left > 0; ) {
    const of = parts[part]
    if (!of) break
    const rows = await tx.$queryRaw<{ key: string; row: string }[]>(of.after(key, left))
    if (key === null) text += `,\n${JSON.stringify(of.name)}: [`
    text += rows.map(({ row }, at) => `${key === null && at === 0 ? '' : ','}\n${row}`).join('')
    const isOver = rows.length < left
    if (isOver) text += ']'
    key = isOver ? null : (rows.at(-1)?.key ?? null)
    part += isOver ? 1 : 0
    left -= rows.length
  }
  return { text, next: { part, key } }
}

/**
 * Whoever was signed out, was suspended or lost a role meanwhile gets no further piece. That nobody clicks while a file arrives ends
 * nothing. Throws NotFound.
 */
export async function assertStillThere(tx: Tx, actor: Actor): Promise<void> {
  if (actor.kind !== 'account') return
  const { clinicId, accountId, sessionId, roles } = actor
  const account = { status: 'active' as const, roles: { hasEvery: [...roles] } }
  const where = {
    id: sessionId,
    clinicId,
    accountId,
    revokedAt: null,
    expiresAt: { gt: new Date() },
    account,
  }
  if ((await tx.session.count({ where })) === 0) throw new NotFound('session')
}

/**
 * One JSON object, piece by piece: `head`, then every part with its rows. Each piece is a transaction of its own under the same
 * actor, so that a slow reader holds none open and nobody goes on reading what she may not read any more: each asks for the
 * session anew, and every part its own policy.
 */
export async function* jsonFile(
  actor: Actor,
  head: Readonly<Record<string, string>>,
  parts: readonly Part[],
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1)
  for (let place: Place = { part: 0, key: null }; place.part < parts.length; ) {
    const from = place
    const { text, next } = await asActor(actor, async (tx) => {
      await assertStillThere(tx, actor)
      return pieceAt(tx, parts, from)
    })
    yield text
    place = next
  }
  yield '\n}\n'
}
