import { createHash, createHmac, randomBytes } from 'node:crypto'

/** 256 random bits, base64url: a session id, an invitation, an intake link. Only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Under which key a failure is counted: neither an address nor a network is stored. */
export const limitKey = (
  secret: string,
  kind: 'account' | 'range' | 'reset' | 'waits',
  value: string,
): string => createHmac('sha256', secret).update(`${kind}:${value}`).digest('hex')
