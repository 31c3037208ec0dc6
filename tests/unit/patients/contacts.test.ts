import { describe, expect, it } from 'vitest'
import { contactsOf } from '#lib/patients/contacts/rules.ts'

const [old, changed] = ['+41 44 555 00 01', '+41 79 555 00 02']
const at = new Date('2026-11-20T11:00:00Z')
const record = { phone: old, guardianName: null, guardianPhone: null, phoneAt: null, guardianAt: null }
const form = (answers: object) => ({ answers: { ...answers }, at })
const adult = { minor: false, emergency: false }

describe('whom the clinic calls', () => {
  it('is the number that she typed first, then that of the record, while nobody has said which is right', () => {
    const { calls, two } = contactsOf(record, form({ phone: changed }), adult)
    expect(calls).toEqual([
      { label: 'Call, number of the form', phone: changed },
      { label: 'Call, number of the record', phone: old },
    ])
    expect(two?.rows).toEqual([{ field: 'phone', label: 'Phone', recorded: old, told: changed }])
  })

  it('is that of the record first when it was changed after the form, with nothing to decide', () => {
    const later = { ...record, phoneAt: new Date('2026-11-21T11:00:00Z') }
    const { calls, two } = contactsOf(later, form({ phone: changed }), adult)
    expect(calls.map(({ phone }) => phone)).toEqual([old, changed])
    expect(two).toBeNull()
  })

  it('stays asked about her own number when only the guardian was changed after the form', () => {
    const later = { ...record, guardianAt: new Date('2026-11-21T11:00:00Z') }
    expect(contactsOf(later, form({ phone: changed }), adult).two?.rows).toHaveLength(1)
  })

  it('is one number when both are the same, however it is written, or one is missing', () => {
    const calls = (phone: string | null, told: string | null) =>
      contactsOf({ ...record, phone }, form({ phone: told }), adult)
    expect(calls(old, '+41-44 555 0001')).toEqual({ calls: [{ label: 'Call', phone: old }], two: null })
    expect(calls(null, changed).calls).toEqual([{ label: 'Call', phone: changed }])
    expect(calls(old, null).calls).toEqual([{ label: 'Call', phone: old }])
    expect(calls(null, null).calls).toEqual([])
  })

  it('is the guardian of a minor too, by the newer number, and of an adult not', () => {
    const known = { ...record, guardianName: 'Gita Old', guardianPhone: old }
    const told = form({ phone: old, guardian_name: 'Gita New', guardian_phone: changed })
    const { calls, two } = contactsOf(known, told, { minor: true, emergency: false })
    expect(calls.map(({ label }) => label)).toEqual([
      'Call',
      'Call guardian, number of the form',
      'Call guardian, number of the record',
    ])
    expect(two?.rows.map(({ field }) => field)).toEqual(['guardianName', 'guardianPhone'])
    expect(contactsOf(known, told, adult)).toEqual({ calls: [{ label: 'Call', phone: old }], two: null })
  })

  it('is in an emergency the person named for one as well', () => {
    const told = form({
      phone: old,
      emergency_contact_name: 'Tom',
      emergency_contact_phone: '+41 44 555 00 03',
    })
    expect(contactsOf(record, told, { minor: false, emergency: true }).calls.at(-1)).toEqual({
      label: 'Call Tom, emergency contact',
      phone: '+41 44 555 00 03',
    })
    expect(contactsOf(record, told, adult).calls).toHaveLength(1)
  })
})
