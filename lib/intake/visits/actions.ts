'use server'

import { cookies } from 'next/headers'
import { actionAs } from '#lib/forms/action.ts'
import { openLink, VISIT_HOURS } from './commands.ts'
import { VISIT_COOKIE } from './queries.ts'
import { type OpenLinkInput, openLinkInput } from './schema.ts'

async function openHere(_nobody: null, input: OpenLinkInput): Promise<{ to: string }> {
  const { visit } = await openLink(input)
  const path = `/f/${input.token}`
  const jar = await cookies()
  jar.set(VISIT_COOKIE, visit, {
    httpOnly: true,
    sameSite: 'lax',
    secure: (process.env.STEPWISE_URL ?? '').startsWith('https://'),
    path,
    maxAge: VISIT_HOURS * 3600,
  })
  return { to: path }
}

export const openLinkAction = actionAs(async () => null, openLinkInput, openHere, {
  goTo: ({ to }) => to,
})
