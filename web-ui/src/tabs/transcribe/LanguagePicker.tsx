import { type ReactNode, useId } from 'react';
import styles from './LanguagePicker.module.css';

interface LanguagePickerProps {
  /** ISO-639-1. */
  readonly languages: readonly string[];
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChange: (language: string) => void;
}

const names = new Intl.DisplayNames('en', { type: 'language' });

/** What will be spoken. Where there is nothing to choose, it says what it is. */
export function LanguagePicker({ languages, value, isDisabled, onChange }: LanguagePickerProps): ReactNode {
  const id = useId();
  if (languages.length < 2) {
    return <span className={styles.only}>{names.of(languages[0] ?? value)} only</span>;
  }
  return (
    <span className={styles.picker}>
      <label htmlFor={id}>Language</label>
      <select id={id} value={value} disabled={isDisabled} onChange={(event) => onChange(event.target.value)}>
        {languages.map((language) => (
          <option key={language} value={language}>
            {names.of(language)}
          </option>
        ))}
      </select>
    </span>
  );
}
