import { Database } from "bun:sqlite";
import { Hono } from "hono";
import { serveStatic } from "hono/bun";

const store = new Database(":memory:");
store.run("CREATE TABLE note (text TEXT)");

const app = new Hono();
app.get("/notes", (c) => c.json(store.query("SELECT text FROM note").all()));
app.post("/notes", async (c) => {
  store.query("INSERT INTO note VALUES (?)").run(await c.req.text());
  return c.text("kept", 201);
});
app.use("/*", serveStatic({ root: "./src/public" }));

export default { port: 8080, fetch: app.fetch };
