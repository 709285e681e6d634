/** A deterministic stream of random numbers; equal seeds give equal streams on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Standard normal. */
  normal(): number;
  /** Student's t with `degrees` > 2 degrees of freedom, scaled to variance 1. */
  student(degrees: number): number;
  /** Poisson count of the given mean, 0 or more; meant for means below about 30. */
  poisson(mean: number): number;
  /** Exponential waiting time of the given mean. */
  exponential(mean: number): number;
}

/** Starts a stream at any integer seed (sfc32, Doty-Humphrey; seeded through splitmix32). */
export function createRandom(seed: number): SeededRandom {
  if (!Number.isSafeInteger(seed)) throw new Error(`invalid seed: ${seed}`);
  const uniform = sfc32(seed);
  let spare = Number.NaN;
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = Number.NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uniform,
    normal,
    between: (low, high) => low + (high - low) * uniform(),
    // Bailey's polar method: exact, one logarithm and one cosine a draw.
    student: (degrees) => {
      const radius = Math.sqrt(degrees * ((1 - uniform()) ** (-2 / degrees) - 1));
      return radius * Math.cos(2 * Math.PI * uniform()) * Math.sqrt((degrees - 2) / degrees);
    },
    poisson: (mean) => poisson(uniform, mean),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
  };
}

function poisson(uniform: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
}

function sfc32(seed: number): () => number {
  let mixer = Math.imul(seed ^ Math.floor(seed / 2 ** 32), 0x9e3779b1);
  const next = (): number => {
    mixer = (mixer + 0x9e3779b9) | 0;
    let word = mixer ^ (mixer >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
  let a = next();
  let b = next();
  let c = next();
  let counter = 1;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}
