/** How much of it: little within `mvn verify`, more with `-Dfaults=long`. */
export const DROPS = Number(process.env.PARLEY_FAULTS_DROPS ?? '300');

export const CLIENTS = 200;

export const MESSAGES_PER_SECOND = 40;
