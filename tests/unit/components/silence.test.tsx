import { expect, test } from 'vitest'
import { SilenceNotice } from '#components/alerts/silence-notice.tsx'
import { MailLine } from '#components/patients/mail-line.tsx'
import { html, text } from './render.ts'

test('says that the nights have stopped and that urgent mail waits, with what the reader can do', () => {
  const silence = { unlooked: 'Thu 12 Nov', uncalled: 'Today 09:00' }
  const physio = text(<SilenceNotice silence={silence} reader="physio" />)
  expect(physio).toContain('have not looked at the cases by night since Thu 12 Nov')
  expect(physio).toMatch(/Since\s+today 09:00\s+somebody on duty/)
  const admin = html(<SilenceNotice silence={silence} reader="admin" />)
  expect(admin).toContain('href="/admin/outbox"')
  expect(html(<SilenceNotice silence={silence} reader="physio" />)).not.toContain('/admin/')
  expect(html(<SilenceNotice silence={{ unlooked: null, uncalled: null }} reader="admin" />)).toBe('')
})

test('says of the last message to a patient what has to be done about it, else nothing', () => {
  const said = (state: 'sent' | 'waiting' | 'refused' | 'failing') =>
    text(<MailLine mail={{ state, when: 'Today 09:00' }} />)
  expect(said('refused')).toMatch(
    /The message of\s+today 09:00\s+was refused by the mail server: check the address/,
  )
  expect(said('failing')).toMatch(/has not left yet\. It is tried again by itself\.$/)
  expect([said('sent'), said('waiting'), text(<MailLine mail={null} />)]).toEqual(['', '', ''])
})
