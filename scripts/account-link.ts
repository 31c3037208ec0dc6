import { parseArgs } from 'node:util'
import { linkByHand } from '#lib/accounts/links/commands.ts'
import { AppError, Invalid } from '#lib/errors.ts'
import { ownUrl } from '#lib/own-url.ts'

// npm run account:link -- --email …: a link to set a password, for whoever is locked out and whom nobody can help in the app: an admin alone, a patient where no mail leaves.

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
const { email } = parseArgs({ options: { email: { type: 'string' } } }).values
if (!url || !email) {
  console.error('Set DATABASE_OWNER_URL (or DATABASE_URL), and give --email: the address for signing in.')
  process.exit(2)
}
const { kind, token } = await linkByHand(url, email).catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error
  const words = error instanceof Invalid ? Object.values(error.fieldErrors).flat() : [error.message]
  for (const line of words) console.error(line)
  process.exit(2)
})
const [path, time] = kind === 'invitation' ? ['invitation', '7 days'] : ['reset', '60 minutes']
console.log(
  `Whoever opens this address sets the password of ${email}, once, within ${time}. The links before are dead:`,
)
console.log(`  ${ownUrl()}/${path}/${token}`)
