var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

app.UseDefaultFiles();
app.UseStaticFiles();

string greeting = app.Configuration["Shop:Greeting"] ?? "?";
app.MapGet("/greeting", () => greeting);
app.MapGet("/goods", () => new[] { new Good("tea", 4), new Good("cocoa", 5) });

app.Run();

record Good(string Name, int Price);
