import { mostOf } from '#lib/audit/kinds/rules.ts'
import { sectionById } from '#lib/content/intake/questionnaire.ts'

/** A new password is hers to choose: whoever made the link to one is named, whatever she did besides. */
const links: readonly (readonly [type: string, words: string])[] = [
  ['account.reset_shown', 'Made a link to a new password for you, to be used in the clinic'],
  ['account.reset_sent', 'Sent you a link to a new password'],
]

/** What a day's events of one person come to, in the patient's words: the most that was done, never what it was about. */
export function seenText(types: readonly string[], glass: boolean): string {
  const made = links.flatMap(([type, words]) => (types.includes(type) ? [words] : []))
  const others = types.filter((type) => !links.some(([known]) => known === type))
  return [...made, ...(others.length > 0 || glass ? [mostText(others, glass)] : [])].join('. ')
}

function mostText(types: readonly string[], glass: boolean): string {
  if (glass) return 'Opened your record without being on your team, and gave a reason'
  if (types.includes('record.exported')) return 'Made a file of your record'
  if (types.includes('progress.exported')) return 'Made a file of your pain scores'
  const most = mostOf(types)
  if (most === 'wrote') return 'Read your record and wrote in it'
  return most === 'read' ? 'Read your record' : 'Saw your name and contact details'
}

/** "physio", "physio and admin": what somebody is in the clinic. */
export const roleText = (roles: readonly string[]): string =>
  ['physio', 'admin'].filter((role) => roles.includes(role)).join(' and ')

/** What was agreed to, question by question; what was not asked is left out. */
export function consentAnswers(answers: Readonly<Record<string, unknown>>) {
  return (sectionById.get('sec_consent')?.questions ?? []).flatMap(({ id, type, wording }) => {
    const answer = answers[id]
    return type === 'boolean' && (answer === 'yes' || answer === 'no')
      ? [{ wording, yes: answer === 'yes' }]
      : []
  })
}
