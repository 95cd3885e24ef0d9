import ms from "ms";
import greeting from "./greeting.txt" with { type: "text" };

const server = Bun.serve({
  port: process.env.PORT,
  async fetch(request) {
    const url = new URL(request.url);
    if (url.pathname === "/motd") return new Response(Bun.file("motd.txt"));
    const wanted = url.searchParams.get("time") ?? "1h";
    return Response.json({ greeting: greeting.trim(), time: wanted, milliseconds: ms(wanted) });
  },
});
console.log(`listening on ${server.port}`);
