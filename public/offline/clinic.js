// @ts-check
/** The phone number of the clinic: it says nothing of a patient, and stays when her pages go, for whoever cannot sign in. */

export const CLINIC = 'stepwise-clinic'
const PHONE = '/offline/clinic-phone'

/** @returns {Promise<string | null>} */
export async function clinicPhone() {
  if (!('caches' in globalThis)) return null
  return (await (await (await caches.open(CLINIC)).match(PHONE))?.text()) || null
}

/** @param {string} phone */
export async function keepClinicPhone(phone) {
  await (await caches.open(CLINIC)).put(PHONE, new Response(phone))
}
