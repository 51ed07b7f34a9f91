/** Rejects where work has not ended after so many milliseconds; what it comes to later is nobody's. */
export function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`there was no answer for ${milliseconds / 1000} seconds`)),
      milliseconds,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
