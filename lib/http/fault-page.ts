export type FaultPage = {
  /**
   * `away`: the database cannot be reached, and what was sent may or may not be saved. `newer`: this server takes nothing any
   * more. `older`: what was sent is from a page of a build that had an action which this one has not.
   */
  kind: 'away' | 'fault' | 'newer' | 'older'
  code: string
  method: string
  /** Of the request; decides who is spoken to, and is not shown. */
  path: string
}

const patientPages = /^\/(?:(?:today|my|f|invitation|reset|sign-in)(?:[/?]|$)|[?]|$)/

/** Pages that patients see are written for them; of the others the readers work here. */
export const isForPatients = (path: string): boolean => patientPages.test(path)

type Words = { title: string; text: string; again?: string }

const newer = (sent: boolean): Words =>
  sent
    ? {
        title: 'This was not saved',
        text: 'Stepwise is being updated. What was saved before is safe. Wait a few minutes and load this page again. Your browser then asks whether to send the form once more: say yes.',
      }
    : {
        title: 'We cannot show this page right now',
        text: 'Stepwise is being updated. What was saved before is safe. Wait a few minutes, then load the page again.',
        again: 'Load the page again',
      }

const older = {
  title: 'This was not saved',
  text: 'Stepwise was updated while your page was open. What was saved before is safe. Go back, copy what you typed, load that page again and send it from there.',
}

function wordsFor({ kind, method, path }: FaultPage): Words {
  const patient = isForPatients(path)
  if (kind === 'older') return older
  if (kind === 'newer') return newer(method !== 'GET' && method !== 'HEAD')
  if (method !== 'GET' && method !== 'HEAD') {
    return kind === 'away'
      ? {
          title: 'We do not know yet whether this was saved',
          text: 'Wait a minute and load this page again. Your browser then asks whether to send the form once more: say yes. It counts once. What was saved before is safe.',
        }
      : {
          title: 'This could not be done',
          text: 'Something went wrong on our side. What was saved before is safe. Go back to the page before and try once more.',
        }
  }
  const again = 'Load the page again'
  if (kind === 'fault') {
    return {
      title: 'The page could not be loaded',
      text: 'Something went wrong on our side. What was saved before is safe. Try again in a moment.',
      again,
    }
  }
  return patient
    ? {
        title: 'We cannot show this page right now',
        text: 'Our database does not answer. What you saved before is safe. Wait a minute, then load the page again.',
        again,
      }
    : {
        title: 'The page could not be loaded',
        text: 'The database cannot be reached at the moment. What was saved before is safe. Wait a minute, then load the page again.',
        again,
      }
}

/** What somebody reads who asked for no page: a script, a download. */
export const faultText = ({ kind, code }: FaultPage): string => `${texts[kind]} Code ${code}`

const texts = {
  away: 'The database cannot be reached, and it is not known yet whether this was saved. Send it again; it counts once.',
  newer: 'This was not saved: Stepwise is being updated. Send it again in a few minutes.',
  older: 'This was not saved: it is from a page that is older than the app. Load that page again.',
  fault: 'Something went wrong on our side.',
}

/**
 * A whole document that needs no script, no file and no database: what happened, what is safe, what to do, a code. Nothing
 * of the request is written into it.
 */
export function faultPage(fault: FaultPage): string {
  const { title, text, again } = wordsFor(fault)
  const patient = isForPatients(fault.path)
  const urgent = patient
    ? '<p>If something about your health cannot wait, do not wait for this page: call your clinic, or the emergency number.</p>'
    : ''
  const link = again ? `<p><a href="">${again}</a></p>` : ''
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} – Stepwise</title>
<style>${style}</style>
</head>
<body>
<main id="main">
<div class="brand">${mark}<span>Stepwise</span></div>
<div class="words">
<h1>${title}</h1>
<p>${text}</p>
${urgent}
${link}
<p class="code">If it stays, tell ${patient ? 'your clinic' : 'your admin'} the code <b>${fault.code}</b>.</p>
</div>
</main>
</body>
</html>
`
}

const mark =
  '<svg width="28" height="28" viewBox="0 0 26 26" aria-hidden="true"><rect width="26" height="26" rx="7"/><path d="M5.5 19.5H9.6V15.2H13.4V10.9H17.2V6.6H20.5" fill="none" stroke-width="2.3" stroke-linecap="round" stroke-linejoin="round"/></svg>'

// The values of app/styles/theme.css: the style sheet itself may be what cannot be had.
const style = `
:root{color-scheme:light dark;--page:light-dark(#fff,#141c1b);--ink:light-dark(#14211f,#e8efed);--ink-2:light-dark(#43534f,#b9c6c3);--teal:light-dark(#0b655f,#63c5ba);--on-teal:light-dark(#fff,#04211e)}
*{box-sizing:border-box;margin:0}
body{background:var(--page);color:var(--ink);font:400 1.0625rem/1.5625rem "Inter Variable",Inter,ui-sans-serif,system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;text-rendering:geometricPrecision}
main{display:flex;flex-direction:column;min-height:100dvh;max-width:26.25rem;margin:0 auto;padding:2rem 1.25rem}
.brand{display:flex;align-items:center;gap:.625rem;font-size:.9375rem;font-weight:600;letter-spacing:-.015em}
.brand rect{fill:var(--teal)}.brand path{stroke:var(--on-teal)}
.words{margin:auto 0;padding:2rem 0}
h1{font-size:1.75rem;line-height:2.125rem;letter-spacing:-.02em;font-weight:600;text-wrap:balance}
p{margin-top:.75rem;color:var(--ink-2);text-wrap:pretty}
a{display:inline-flex;align-items:center;min-height:2.75rem;margin-top:.75rem;padding:0 1rem;border-radius:.5rem;background:var(--teal);color:var(--on-teal);font-size:.9375rem;font-weight:600;text-decoration:none}
a:focus-visible{outline:2px solid var(--teal);outline-offset:2px}
.code{margin-top:1.5rem;font-size:.9375rem}
b{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
@media (forced-colors:active){a{border:1px solid}}
`
