import { BlockList, isIP } from 'node:net';

/** Where plugins are unless the operator says otherwise: on this machine. */
export const LOOPBACK: readonly string[] = ['localhost', '127.0.0.0/8', '::1'];

const NAME = /^[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?(\.[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?)*$/;

/** Whether it says which hosts plugins may be on: a name, in which `*` stands for a part of one label, an address or a range. */
export function isHostPattern(pattern: string): boolean {
  const [address = '', bits] = pattern.split('/');
  const family = isIP(address);
  if (family === 0) return NAME.test(pattern) && pattern !== '*' && !/^[\d.*]+$/.test(pattern);
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

/**
 * Makes what decides whether routers may send requests to an address that a plugin’s lease names: without it, whoever may
 * register could have a router knock at any door within its reach.
 */
export function createHostRule(patterns: readonly string[]): (url: string) => boolean {
  const addresses = new BlockList();
  const names: RegExp[] = [];
  for (const pattern of patterns) {
    const [address = '', bits] = pattern.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) names.push(globOf(pattern));
    else if (bits === undefined) addresses.addAddress(address, family);
    else addresses.addSubnet(address, Number(bits), family);
  }
  return (url) => {
    if (!URL.canParse(url)) return false;
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    const family = isIP(host);
    if (family === 0) return names.some((name) => name.test(host));
    return addresses.check(host, family === 6 ? 'ipv6' : 'ipv4');
  };
}

function globOf(pattern: string): RegExp {
  const text = pattern.toLowerCase().replaceAll('.', '\\.').replaceAll('*', '[a-z0-9-]+');
  return new RegExp(`^${text}$`);
}
