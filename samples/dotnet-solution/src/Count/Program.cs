using System.Globalization;
using Words;

var culture = new CultureInfo("sv-SE");
foreach (var (word, times) in Counter.Count(string.Join(' ', args), culture))
    Console.WriteLine($"{word}: {times}");
