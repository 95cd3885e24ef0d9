import ms from "ms";

Deno.serve({ port: 8080 }, async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/") {
    return new Response(await Deno.readFile("public/index.html"), { headers: { "content-type": "text/html" } });
  }
  return Response.json({ days: ms(pathname.slice(1)) });
});
