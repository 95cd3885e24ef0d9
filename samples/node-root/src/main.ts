import { createServer } from 'node:http';

import fastJson from 'fast-json-stringify';

const text = fastJson({ type: 'object', properties: { message: { type: 'string' } } });

createServer((request, response) => response.end(text({ message: 'Hello, World!' }))).listen(8080);
