/** How long a file of the page is waited for. In milliseconds. */
export const patience = 20_000;

/** Rejects where work has not ended after so many milliseconds; what it comes to later is nobody's. */
export function inTime<T>(work: Promise<T>, milliseconds = patience): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`there was no answer for ${milliseconds / 1000} seconds`)),
      milliseconds,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
