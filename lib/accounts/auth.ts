import 'server-only'
import { cookies } from 'next/headers'
import NextAuth from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { endSession } from './commands.ts'

/**
 * next-auth carries one thing: the opaque session id of lib/accounts/session.ts, in its encrypted cookie. Who that is
 * and whether it still holds is read from PostgreSQL on every request.
 */
declare module 'next-auth' {
  interface User {
    sessionToken?: string
  }
}

/** Served over https (STEPWISE_URL says so): the cookie is Secure and bound to this host. */
const servedSecurely = (): boolean => (process.env.STEPWISE_URL ?? '').startsWith('https://')

/** The session ends in PostgreSQL, which lets it go on with use; its cookie lasts as long as browsers keep one. */
const LONGEST_COOKIE = 400 * 24 * 60 * 60

const cookieName = (): string => (servedSecurely() ? '__Host-stepwise.session' : 'stepwise.session')

/**
 * The opaque session id in this request's cookie, or null. Decoded here and not by next-auth's `auth()`, which would
 * encrypt the cookie anew on every request without being able to send it from a page.
 */
export async function readSessionToken(): Promise<string | null> {
  const cookie = (await cookies()).get(cookieName())?.value
  if (!cookie) return null
  const known = decoded.get(cookie)
  if (known && known.until > Date.now()) return known.sid
  try {
    const token = await decode({ token: cookie, secret: process.env.AUTH_SECRET ?? '', salt: cookieName() })
    if (typeof token?.sid !== 'string') return null
    remember(cookie, { sid: token.sid, until: (token.exp ?? 0) * 1000 })
    return token.sid
  } catch {
    // Encrypted with another secret, or tampered with: nobody is signed in.
    return null
  }
}

/**
 * What a cookie decodes to never changes, and deriving the key for it costs more than reading the session. Whether the
 * session still holds is asked of PostgreSQL every time. The oldest go first.
 */
const decoded = new Map<string, { sid: string; until: number }>()
const MOST_DECODED = 2000

function remember(cookie: string, token: { sid: string; until: number }): void {
  decoded.delete(cookie)
  decoded.set(cookie, token)
  const oldest = decoded.size > MOST_DECODED ? decoded.keys().next().value : undefined
  if (oldest !== undefined) decoded.delete(oldest)
}

const { signIn, signOut } = NextAuth(() => ({
  trustHost: true,
  secret: process.env.AUTH_SECRET ?? '',
  session: { strategy: 'jwt', maxAge: LONGEST_COOKIE },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  useSecureCookies: servedSecurely(),
  cookies: {
    sessionToken: {
      name: cookieName(),
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: servedSecurely() },
    },
  },
  // What next-auth logs can hold what was typed; our own log says what is needed.
  logger: { error() {}, warn() {}, debug() {} },
  providers: [
    Credentials({
      credentials: { sessionToken: {} },
      // The password was checked by lib/accounts/commands.ts; this only takes the session that it opened. The token is
      // 256 random bits that exist hashed in PostgreSQL, so that guessing here is no way in.
      async authorize({ sessionToken }) {
        return typeof sessionToken === 'string' && /^[\w-]{43}$/.test(sessionToken) ? { sessionToken } : null
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (user?.sessionToken) return { sid: user.sessionToken }
      return { sid: token.sid }
    },
  },
}))

export { signOut }

/** Gives a session that was just opened to this browser; the one that it still holds from before is over. */
export async function keepSession(sessionToken: string): Promise<void> {
  const before = await readSessionToken()
  if (before) await endSession(before)
  await signIn('credentials', { sessionToken, redirect: false })
}
