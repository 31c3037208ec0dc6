import 'server-only'
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default), 19 MiB, two passes, one lane: the least that OWASP's cheat sheet on passwords names. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Two keyboards may write the same letter differently (é as one sign or two): both must be the same password. */
const plain = (password: string): string => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> => hash(plain(password), cost)

let dummy: Promise<string> | undefined

/**
 * Whether the password belongs to the hash. Without a hash (an unknown address, an account that has no password yet) the
 * same work is done on a hash of its own, so that the time tells nothing.
 */
export async function passwordFits(password: string, stored: string | null): Promise<boolean> {
  dummy ??= hashPassword(randomBytes(24).toString('base64url'))
  const known = stored?.startsWith('$argon2id$') ? stored : null
  const fits = await verify(known ?? (await dummy), plain(password))
  return known !== null && fits
}
