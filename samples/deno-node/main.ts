const words = JSON.parse(await Deno.readTextFile("dist/words.json"));
const month = new Intl.DateTimeFormat("de", { month: "long", timeZone: "Europe/Berlin" });

Deno.serve({ port: 8080 }, (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/month") return new Response(month.format(new Date("2024-03-01")));
  return Response.json({ words, platform: Deno.build.os });
});
