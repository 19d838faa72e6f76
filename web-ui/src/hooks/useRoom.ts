import { useState } from 'react';
import { type TabId, useRoute } from './useRoute';

export interface Room {
  /** What the address says. */
  readonly room: string | undefined;
  /** Names this stay: a component that gets it as its key begins anew with each. Undefined: not in a room. */
  readonly stay: string | undefined;
  readonly enter: (room: string) => void;
  /** Enters a room whose name the server makes up. */
  readonly create: () => void;
  /** The server has named the created room: the address shows it from now on. */
  readonly named: (room: string) => void;
  readonly leave: () => void;
}

interface RoomOptions {
  readonly tab: TabId;
  /** Whether an address with a room is enough to go in, or somebody has to press a button first. */
  readonly entersByAddress: boolean;
}

const created = 'created';

/** Going into a room and out of it, in step with the address bar. */
export function useRoom({ tab, entersByAddress }: RoomOptions): Room {
  const [route, navigate] = useRoute();
  // While another tab is being opened the address is that one's already.
  const room = route.tab === tab ? route.room : undefined;
  const [isCreating, setCreating] = useState(false);
  const [createdRoom, setCreatedRoom] = useState<string>();
  const [enteredRoom, setEnteredRoom] = useState<string>();

  const isInCreated = room === undefined ? isCreating && createdRoom === undefined : room === createdRoom;
  const isInNamed = room !== undefined && (entersByAddress || room === enteredRoom);
  return {
    room,
    stay: isInCreated ? created : isInNamed ? `room ${room}` : undefined,
    enter: (name) => {
      setCreating(false);
      setEnteredRoom(name);
      navigate({ tab, room: name });
    },
    create: () => {
      setCreatedRoom(undefined);
      setCreating(true);
    },
    named: (name) => {
      // The address first: with the room's name, but without the address, one would be outside.
      navigate({ tab, room: name });
      setCreatedRoom(name);
    },
    leave: () => {
      setCreating(false);
      setCreatedRoom(undefined);
      setEnteredRoom(undefined);
      navigate({ tab, room: undefined });
    },
  };
}
