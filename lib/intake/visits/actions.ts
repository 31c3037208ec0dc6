'use server'

import { cookies } from 'next/headers'
import { Conflict } from '#lib/errors.ts'
import { actionAs } from '#lib/forms/action.ts'
import { INTAKE_LINK_DAYS } from '#lib/patients/rules.ts'
import { closeHere, openLink } from './commands.ts'
import {
  type CloseFormInput,
  closeFormInput,
  type OpenLinkInput,
  openLinkInput,
  VISIT_COOKIE,
} from './schema.ts'

/** The visit of a link that opens; null of one that is locked. */
async function visitOf(input: OpenLinkInput): Promise<string | null> {
  try {
    return (await openLink(input)).visit
  } catch (error) {
    if (error instanceof Conflict) return null
    throw error
  }
}

async function openHere(_nobody: null, input: OpenLinkInput): Promise<{ to: string }> {
  const path = `/f/${input.token}`
  const visit = await visitOf(input)
  // The page says that the link is locked, and has no fields then.
  if (!visit) return { to: path }
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

async function close(_nobody: null, { token }: CloseFormInput): Promise<{ to: string }> {
  const path = `/f/${token}`
  await closeHere(path)
  return { to: path }
}

const nobody = async () => null
const goTo = ({ to }: { to: string }) => to

export const openLinkAction = actionAs(nobody, openLinkInput, openHere, { goTo })
/** For whoever is at the device, also when the visit is over already. */
export const closeFormAction = actionAs(nobody, closeFormInput, close, { goTo })
