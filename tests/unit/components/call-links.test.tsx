import { expect, test } from 'vitest'
import { CallLinks } from '#components/patients/call-links.tsx'
import { html } from './render.ts'

test('calls the patient, and of a minor the guardian as well', () => {
  const both = html(<CallLinks phone="+41 44 1" guardian={{ name: 'Gita', phone: '+41 44 2' }} />)
  expect([...both.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(['tel:+41441', 'tel:+41442'])
  expect(both).toContain('Call guardian')
  expect(html(<CallLinks phone="+41 44 1" guardian={null} />)).not.toContain('guardian')
  expect(html(<CallLinks phone={null} guardian={{ name: 'Gita', phone: null }} />)).toBe('')
})
