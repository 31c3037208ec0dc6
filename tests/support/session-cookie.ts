import { encode } from 'next-auth/jwt'

const name = 'stepwise.session'

/** The cookie that signing in would have set: next-auth's envelope around an opaque session id. */
export async function sessionCookie(sessionToken: string, secret: string): Promise<string> {
  return `${name}=${await encode({ token: { sid: sessionToken }, secret, salt: name })}`
}
