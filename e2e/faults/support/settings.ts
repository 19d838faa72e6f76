/** How much of it: little within `mvn verify`, more with `-Dfaults=long`. */
export const DROPS = Number(process.env.PARLEY_FAULTS_DROPS ?? '300');

/** How long Redis stands still. */
export const PAUSE_SECONDS = Number(process.env.PARLEY_FAULTS_PAUSE_SECONDS ?? '3');

export const CLIENTS = 200;

/** Rooms of two people each. */
export const ROOMS = 20;

export const MESSAGES_PER_SECOND = 40;
