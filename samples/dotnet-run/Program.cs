var app = WebApplication.Create(args);
app.MapGet("/", () => "Hello\n");
app.Run();
