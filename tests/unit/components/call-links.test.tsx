import { expect, test } from 'vitest'
import { CallLinks } from '#components/patients/call-links.tsx'
import { contactsOf } from '#lib/patients/contacts/rules.ts'
import { html } from './render.ts'

test('calls the patient, and of a minor the guardian as well', () => {
  const record = {
    phone: '+41 44 1',
    guardianName: 'Gita',
    guardianPhone: '+41 44 2',
    phoneAt: null,
    guardianAt: null,
  }
  const calls = (minor: boolean) => contactsOf(record, null, { minor, emergency: false }).calls
  const both = html(<CallLinks calls={calls(true)} />)
  expect([...both.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(['tel:+41441', 'tel:+41442'])
  expect(both).toContain('Call guardian')
  expect(html(<CallLinks calls={calls(false)} />)).not.toContain('guardian')
  expect(html(<CallLinks calls={[]} />)).toBe('')
})
