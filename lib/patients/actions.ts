'use server'
import { action } from '#lib/forms/action.ts'
import { invitePatient } from './account/commands.ts'
import { addPatient, changePatient } from './commands.ts'
import { revokeIntakeLink, sendIntakeLink, startIntake } from './invite/commands.ts'
import { type IntakeLinkShown, revokeIntakeLinkInput, sendIntakeLinkInput } from './invite/schema.ts'
import { showReset } from './reset/commands.ts'
import { addPatientInput, changePatientInput, patientIdInput } from './schema.ts'

/** What became of a new link; where nothing sends mail, whoever made it or a physio passes it on. */
function linkWords({ mailedTo, sends, address }: IntakeLinkShown): string {
  if (!mailedTo) return 'Here is the new link.'
  if (sends) return `The link is on its way to ${mailedTo}.`
  return `The link to ${mailedTo} waits in the outbox: no mail server sends it. ${address ? 'Pass it on from here.' : 'A physio can show its address.'}`
}

export const addPatientAction = action(addPatientInput, addPatient, { goTo: ({ id }) => `/patients/${id}` })

export const changePatientAction = action(changePatientInput, changePatient, {
  goTo: ({ id }) => `/patients/${id}`,
})

export const sendIntakeLinkAction = action(sendIntakeLinkInput, sendIntakeLink, {
  message: linkWords,
  refresh: (_link, { patientId }) => [`/patients/${patientId}`],
  data: (link) => link,
})

export const revokeIntakeLinkAction = action(revokeIntakeLinkInput, revokeIntakeLink, {
  message: 'The link does not work any more.',
  refresh: ({ patientId }) => [`/patients/${patientId}`],
})

export const startIntakeAction = action(patientIdInput, startIntake, {
  goTo: ({ intakeId }) => `/intakes/${intakeId}/fill`,
})

export const showResetAction = action(patientIdInput, showReset, {
  message: 'Here is the link.',
  data: (shown) => shown,
})

export const invitePatientAction = action(patientIdInput, invitePatient, {
  message: ({ linked, address }) => {
    if (linked)
      return 'The account with this address opens the patient’s own pages too, from the next page on.'
    return address ? 'Here is the invitation.' : 'The invitation is on its way.'
  },
  data: (invited) => invited,
  refresh: ({ patientId }) => [`/patients/${patientId}`],
})
