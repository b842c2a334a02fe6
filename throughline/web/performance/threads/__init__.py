"""The thread of one figure: back to the return behind it, and on to the promise that it tells of."""
