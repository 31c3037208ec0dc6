'use server'

import { cookies } from 'next/headers'
import { actionAs } from '#lib/forms/action.ts'
import { INTAKE_LINK_DAYS } from '#lib/patients/rules.ts'
import { openLink } from './commands.ts'
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
    // How long it opens anything is the visit's to say, which goes on while somebody fills in.
    maxAge: INTAKE_LINK_DAYS * 86_400,
  })
  return { to: path }
}

export const openLinkAction = actionAs(async () => null, openLinkInput, openHere, {
  goTo: ({ to }) => to,
})
