using System.Globalization;

namespace Words;

public static class Counter
{
    /// <summary>How often each word of a text stands there, in the order of the language.</summary>
    public static IEnumerable<(string Word, int Times)> Count(string text, CultureInfo culture) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(w => w.ToLower(culture))
            .OrderBy(g => g.Key, StringComparer.Create(culture, ignoreCase: true))
            .Select(g => (g.Key, g.Count()));
}
