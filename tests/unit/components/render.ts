import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** The HTML that the server would send for a component. */
export const html = (element: ReactElement) => renderToStaticMarkup(element)

/** What is read: the text without its tags, spaces joined. */
export const text = (element: ReactElement) =>
  html(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
