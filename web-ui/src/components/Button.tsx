import { type ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx';
import styles from './Button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  readonly look?: 'primary' | 'secondary' | 'danger' | 'plain';
  readonly className?: string | undefined;
}

/** A button in one of four looks; `plain` is for small actions inside a line of text. */
export function Button({ look = 'secondary', className, ...props }: ButtonProps): ReactNode {
  return <AriaButton {...props} className={cx(styles.button, styles[look], className)} />;
}
