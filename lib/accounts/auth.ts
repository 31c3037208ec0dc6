import 'server-only'
import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'

/**
 * next-auth carries one thing: the opaque session id of lib/accounts/session.ts, in its encrypted cookie. Who that is
 * and whether it still holds is read from PostgreSQL on every request.
 */
declare module 'next-auth' {
  interface User {
    sessionToken?: string
  }
  interface Session {
    sessionToken?: string
  }
}

/** Served over https (STEPWISE_URL says so): the cookie is Secure and bound to this host. */
export const servedSecurely = (): boolean => (process.env.STEPWISE_URL ?? '').startsWith('https://')

const THIRTY_DAYS = 30 * 24 * 60 * 60

export const { handlers, auth, signIn, signOut } = NextAuth(() => ({
  trustHost: true,
  secret: process.env.AUTH_SECRET ?? '',
  session: { strategy: 'jwt', maxAge: THIRTY_DAYS },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  useSecureCookies: servedSecurely(),
  cookies: {
    sessionToken: {
      name: servedSecurely() ? '__Host-stepwise.session' : 'stepwise.session',
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
    session({ session, token }) {
      return {
        expires: session.expires,
        ...(typeof token.sid === 'string' ? { sessionToken: token.sid } : {}),
      }
    },
  },
}))
