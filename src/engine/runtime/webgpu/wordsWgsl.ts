/**
 * WGSL on 32-bit words that every shader of the lab shares. A tensor's buffer is bound as `array<u32>` whatever its
 * dtype, and NaN and infinity are told by their bits before any arithmetic: WGSL lets an implementation assume that
 * neither occurs in a float, and lets it flush subnormals on the way through one (WGSL specification, section 15.7).
 */

/** The four bindings of every shader: `a` and `b` are read, `out` is written, `params` are up to 16 unsigned numbers. */
export const BINDINGS = /* wgsl */ `
@group(0) @binding(0) var<storage, read> a: array<u32>;
@group(0) @binding(1) var<storage, read> b: array<u32>;
@group(0) @binding(3) var<uniform> params: Params;
`;

export const WORD_TESTS = /* wgsl */ `
const EXPONENT = 0x7f800000u;
const MAGNITUDE = 0x7fffffffu;
fn isNan(word: u32) -> bool { return (word & MAGNITUDE) > EXPONENT; }
fn isFinite(word: u32) -> bool { return (word & EXPONENT) != EXPONENT; }
/** Words are equal if their 32 bits are, or if both are NaN. */
fn differs(golden: u32, faulty: u32) -> bool { return golden != faulty && !(isNan(golden) && isNan(faulty)); }
`;
