const words = (await Deno.readTextFile("words.txt")).trim().split("\n").sort();
await Deno.mkdir("dist", { recursive: true });
await Deno.writeTextFile("dist/words.json", JSON.stringify(words));
