import ms from "npm:ms@2.1.3";

const started = Date.now();
Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8080) }, (request) =>
  Response.json({ up: ms(Date.now() - started), path: new URL(request.url).pathname }));
