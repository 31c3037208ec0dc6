import type { ReactNode } from 'react'
import { markup } from './markup.ts'

/**
 * A part of a page that is only read, with links and disclosures that the browser opens by itself: it reaches the browser as
 * one string. What is in it must be functions of their props alone; a link is a plain `a`.
 */
export function Still({ children, className }: { children: ReactNode; className?: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: `markup` escapes every text and every value of an attribute
  return <div className={className} dangerouslySetInnerHTML={{ __html: markup(children) }} />
}
