import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type MediaAddress } from './call/peer';
import { type DoorConfig } from './config';

/**
 * Which addresses the answers name: the announced one, or else the bound one, or else, when all are bound, every
 * address of this machine.
 */
export function mediaAddress(config: Pick<DoorConfig, 'host' | 'announcedAddress' | 'udpPorts'>): MediaAddress {
  const { host, announcedAddress, udpPorts: ports } = config;
  if (announcedAddress !== undefined) return { host, announced: [announcedAddress], ports };
  return { host, announced: isWildcard(host) ? ownAddresses(isIPv6(host) ? 'IPv6' : 'IPv4') : [host], ports };
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function ownAddresses(family: 'IPv4' | 'IPv6'): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter((address) => address.family === family && !address.address.startsWith('fe80:'))
    .map((address) => address.address);
}
