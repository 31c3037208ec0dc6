'use server'
import { action } from '#lib/forms/action.ts'
import { changeClinicSettings } from './commands.ts'
import { clinicSettingsInput } from './schema.ts'

export const changeClinicSettingsAction = action(clinicSettingsInput, changeClinicSettings, {
  goTo: () => '/admin/clinic?saved=1',
})
