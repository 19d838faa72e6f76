import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './Button';

interface CopyButtonProps {
  /** What goes to the clipboard; a function is asked at the press. */
  readonly text: string | (() => string);
  readonly children: ReactNode;
  readonly look?: 'secondary' | 'plain';
  readonly isDisabled?: boolean;
}

type Outcome = 'none' | 'copied' | 'refused';

/** Puts a text on the clipboard, and says that it did (or could not) for two seconds. */
export function CopyButton({ text, children, look = 'secondary', isDisabled = false }: CopyButtonProps): ReactNode {
  const [outcome, setOutcome] = useState<Outcome>('none');

  useEffect(() => {
    if (outcome === 'none') return undefined;
    const timer = setTimeout(() => setOutcome('none'), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };

  return (
    <>
      <Button look={look} isDisabled={isDisabled} onPress={() => void copy()}>
        {outcome === 'copied' ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        {children}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'The browser refused the clipboard'}
      </span>
    </>
  );
}
