import { Users } from 'lucide-react';
import { type ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { type Person } from '../protocol/common';
import { Button } from './Button';
import styles from './PeopleHere.module.css';

interface PeopleHereProps {
  readonly count: number;
  readonly people: ReadonlyMap<string, Person>;
  readonly selfId: string | undefined;
}

/** "4 here", and who they are. */
export function PeopleHere({ count, people, selfId }: PeopleHereProps): ReactNode {
  const unnamed = count - people.size;
  return (
    <DialogTrigger>
      <Button look="plain">
        <Users size={14} aria-hidden />
        {count} here
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Dialog aria-label="Who is here">
          <ul className={styles.list}>
            {[...people.values()].map(({ id, name }) => (
              <li key={id}>
                {name}
                {id === selfId && ' (you)'}
              </li>
            ))}
          </ul>
          {unnamed > 0 && <p className={styles.more}>and {unnamed} more</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
