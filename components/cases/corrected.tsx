import { Notice } from '#components/ui/notice.tsx'

/** What is written in the words of the case as it was then. */
export type Written = 'note' | 'letter' | 'assessment' | 'program'

/** What to do: with a draft, and with what is signed or published and stays as it is. */
const whatToDo: Readonly<Record<Written, { draft: string; done: string }>> = {
  note: {
    draft: 'This note was begun before that. Look through what names the knee before you sign.',
    done: 'This note was signed before that and stays as it was. Where it names the wrong knee, add to it.',
  },
  letter: {
    draft:
      'This letter was composed before that. Take in the newest facts, and look through what names the knee before you sign.',
    done: 'This letter was signed before that and stays as it was. If it was sent, tell whoever has it, with a new one.',
  },
  assessment: {
    draft:
      'This assessment was begun before that. What was measured stays with its leg, and is read for the side of now. Look through the legs and the notes before you sign.',
    done: 'This assessment was signed before that and shows the side of then; rules read its values for the side of now. Where two legs were mixed up, examine anew or mark it as entered in error.',
  },
  program: {
    draft:
      'This draft was begun before that. Look through the exercises, their sides and their notes in each phase before you publish.',
    done: 'This version was published before that. Look through its exercises, their sides and their notes; what is wrong is changed in a new version.',
  },
}

type Props = { corrected: string | null; what: Written; draft: boolean; className?: string }

/** That a case was corrected since something was begun or signed, and what to do. */
export function Corrected({ corrected, what, draft, className }: Props) {
  if (!corrected) return null
  return (
    <Notice title={corrected} {...(className ? { className } : {})}>
      {draft ? whatToDo[what].draft : whatToDo[what].done}
    </Notice>
  )
}
