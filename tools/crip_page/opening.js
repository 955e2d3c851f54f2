// Key files and envelopes, as hcec/safeguarding/crip_keys.py and hcec/keys.py make them. Values in, values out.
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { argon2id } from "@noble/hashes/argon2.js";
import { blake2b } from "@noble/hashes/blake2.js";

const FORMAT = "hcec-crip-key-1";
const ARGON2 = { t: 3, m: 64 * 1024, p: 1, dkLen: 32 };
const NONCE = 24, KEY = 32, TAG = 16, MARK = 0x80;
const SIGMA = words(new TextEncoder().encode("expand 32-byte k"));

export class KeyFileRefused extends Error {}
export class Unreadable extends Error {}

// The private key of a key file; slow on purpose. Throws KeyFileRefused.
export function openKey(content, passphrase) {
  try {
    const held = JSON.parse(new TextDecoder().decode(content));
    if (held.format !== FORMAT) throw new KeyFileRefused();
    const [salt, box] = [bytes(held.salt), bytes(held.box)];
    const key = argon2id(new TextEncoder().encode(passphrase), salt, ARGON2);
    const place = new TextEncoder().encode(FORMAT);
    return xchacha20poly1305(key, box.slice(0, NONCE), place).decrypt(box.slice(NONCE));
  } catch (refusal) {
    throw new KeyFileRefused("", { cause: refusal });
  }
}

// What an envelope holds: libsodium's sealed box over padded JSON. Throws Unreadable.
export function openEnvelope(privateKey, envelope) {
  try {
    if (envelope.length < KEY + TAG) throw new Unreadable();
    const sender = envelope.slice(0, KEY);
    const nonce = blake2b.create({ dkLen: NONCE }).update(sender).update(x25519.getPublicKey(privateKey)).digest();
    const key = new Uint32Array(8);
    hsalsa(SIGMA, words(x25519.getSharedSecret(privateKey, sender)), new Uint32Array(4), key);
    const padded = xsalsa20poly1305(new Uint8Array(key.buffer), nonce).decrypt(envelope.slice(KEY));
    const mark = padded.lastIndexOf(MARK);
    if (mark < 0) throw new Unreadable();
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(padded.slice(0, mark)));
  } catch (refusal) {
    throw new Unreadable("", { cause: refusal });
  }
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function words(octets) {
  return new Uint32Array(octets.slice().buffer);
}
