import { expect, test } from 'vitest'
import { AskResetScreen } from '#components/accounts/ask-reset-screen.tsx'
import { html, text } from './render.ts'

test('where no link can be sent, nothing is asked, and it is said who can send one', () => {
  expect(html(<AskResetScreen sends={false} />)).not.toContain('<form')
  expect(text(<AskResetScreen sends={false} />)).toContain('an admin there can send you one')
  expect(html(<AskResetScreen sends />)).toContain('name="email"')
})
