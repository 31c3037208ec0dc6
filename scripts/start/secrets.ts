import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = { ownerPassword: string; appPassword: string; authSecret: string; actionKey: string }

const fresh = (): Secrets => ({
  ownerPassword: randomBytes(24).toString('base64url'),
  appPassword: randomBytes(24).toString('base64url'),
  authSecret: randomBytes(33).toString('base64'),
  actionKey: randomBytes(32).toString('base64'),
})

/** The secrets of an embedded installation: made once, kept beside its data, readable by their owner alone. */
export function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secrets = fresh()
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return secrets
}
