export const answer = (path) => JSON.stringify({ path, environment: process.env.NODE_ENV });
