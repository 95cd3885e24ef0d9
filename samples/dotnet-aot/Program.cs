var app = WebApplication.CreateSlimBuilder(args).Build();

app.MapGet("/zone/{*name}", (string name) => $"{TimeZoneInfo.FindSystemTimeZoneById(name).BaseUtcOffset.TotalHours}");

app.Run();
