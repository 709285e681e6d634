/**
 * Wraps a native method so that `watch` sees each call after it has run, with the same arguments and result for the
 * caller. A proxy of the native function still reads as native code and keeps its name and length.
 */
export function watchNative<T>(
  prototype: object | undefined,
  name: string,
  watch: (target: T, args: ArrayLike<unknown>) => void,
): void {
  const property = prototype && Object.getOwnPropertyDescriptor(prototype, name);
  if (!property?.configurable || typeof property.value !== 'function') return;
  const { apply } = Reflect;
  property.value = new Proxy(property.value, {
    apply(native, target, args) {
      const result = apply(native, target, args);
      try {
        watch(target, args);
      } catch {
        // The page must never see an error of ours.
      }
      return result;
    },
  });
  Object.defineProperty(prototype, name, property);
}
