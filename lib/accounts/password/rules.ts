import type { AccountTokenState } from './schema.ts'

const guessable = [
  'password',
  'passwort',
  'qwertyui',
  'qwertzui',
  'asdfghjk',
  'letmein',
  'stepwise',
  'iloveyou',
  'welcome',
]

const letters = (text: string): string => text.normalize('NFKC').toLowerCase()

/** How much of a password is left once what an attacker tries first is taken out. */
const without = (password: string, known: readonly string[]): string =>
  known.reduce((rest, word) => (word.length >= 4 ? rest.replaceAll(word, '') : rest), password)

const isRun = (text: string): boolean =>
  [...text].every(
    (sign, i, all) => i === 0 || (sign.codePointAt(0) ?? 0) - (all[i - 1]?.codePointAt(0) ?? 0) === 1,
  )

/** Why a password is among the first that somebody would try, or null. */
export function obviousPassword(
  password: string,
  about: { email: string; name: string; clinic: string },
): string | null {
  const typed = letters(password)
  const own = [
    about.email,
    ...about.email.split(/[@.+_-]/),
    about.name,
    ...about.name.split(/\s+/),
    about.clinic,
    ...about.clinic.split(/\s+/),
  ].map(letters)
  if (
    without(
      typed,
      own.sort((a, b) => b.length - a.length),
    ).replace(/[\W\d_]/g, '').length < 4 &&
    own.some((w) => w.length >= 4 && typed.includes(w))
  ) {
    return 'This is mostly your name, your e-mail address or the clinic. Choose something that only you know.'
  }
  const rest = without(typed, guessable).replace(/[\W\d_]/g, '')
  if (guessable.some((word) => typed.includes(word)) && rest.length < 4) {
    return 'This is one of the first passwords that somebody would try. Choose another.'
  }
  if (new Set(typed).size < 4 || isRun(typed) || /^(\d)[\d\s.-]*$/.test(typed)) {
    return 'This repeats or counts. Choose a few words instead.'
  }
  return null
}

/**
 * Without an address of its own (STEPWISE_URL) a link would lead to this machine, and whoever asks elsewhere is a stranger, whose
 * word for the address is not taken. The same for every asker, whoever has an account.
 */
export const noLinks =
  'No link can be sent from this page. Ask your clinic: an admin there can send you one to choose a new password.'

/** `reset`: whether a new password can be asked for. Behind an invitation that was not used nobody has one yet. */
type Ending = { title: string; text: string; reset: boolean }

/** What a link that does not work any more says, and what to do. */
export function deadLink(kind: 'invitation' | 'password_reset', state: AccountTokenState): Ending {
  const reset = kind === 'password_reset' || state === 'used'
  return { ...(kind === 'invitation' ? deadInvitation(state) : deadReset(state)), reset }
}

type Words = Omit<Ending, 'reset'>

const used: Words = {
  title: 'This link was used already',
  text: 'It works once. Sign in with the password that was chosen with it, or ask for a new password.',
}
const incomplete = 'It may not be complete. Open it again from the message, or ask'

function deadInvitation(state: AccountTokenState): Words {
  switch (state) {
    case 'used':
      return used
    case 'expired':
      return {
        title: 'This invitation has run out',
        text: 'It worked for 7 days. Ask your clinic to send it again.',
      }
    case 'revoked':
      return {
        title: 'This invitation was taken back',
        text: 'There may be a newer message with another link. If not, ask your clinic.',
      }
    default:
      return {
        title: 'This link does not work',
        text: `${incomplete} your clinic to send the invitation again.`,
      }
  }
}

function deadReset(state: AccountTokenState): Words {
  switch (state) {
    case 'used':
      return used
    case 'expired':
      return {
        title: 'This link has run out',
        text: 'It worked for 60 minutes. Ask for a new one; it comes at once.',
      }
    case 'revoked':
      return {
        title: 'This link does not work any more',
        text: 'There may be a newer message with another link. If not, ask for a new one.',
      }
    default:
      return { title: 'This link does not work', text: `${incomplete} for a new one.` }
  }
}
