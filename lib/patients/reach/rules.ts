/** Whether a message reaches a patient, who reads it by signing in: all but `account` mean that it does not. */
export type Reach = 'account' | 'invited' | 'suspended' | 'no_account' | 'no_email'

export type AccountState = 'invited' | 'active' | 'suspended'

/** `account`: null without one. `email`: an address to which an invitation could go. */
export function reachOf(account: AccountState | null, email: string | null): Reach {
  if (account === null) return email ? 'no_account' : 'no_email'
  return account === 'active' ? 'account' : account
}

/** Why no message reaches the patient. */
export const unreached: Record<Exclude<Reach, 'account'>, string> = {
  invited: 'Invited, not signed in yet',
  suspended: 'Account suspended',
  no_account: 'No account yet',
  no_email: 'No account and no e-mail yet',
}
