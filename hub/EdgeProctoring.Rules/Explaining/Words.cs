using System.Collections.Frozen;
using System.Text.Json;

namespace EdgeProctoring.Rules;

/// <summary>The languages of explanations.</summary>
public enum Language
{
    Kk = 1,
    Ru,
    En,
}

/// <summary>The words of explanations in kk, ru and en. They stand in <c>words.json</c> alone; a language with a gap does not load.</summary>
internal static class Words
{
    private static readonly string[] _languages = ["kk", "ru", "en"];
    private static readonly FrozenDictionary<string, string[]> _words = Load();

    public static string Of(string key, Language language) => _words[key][(int)language - 1];

    private static FrozenDictionary<string, string[]> Load()
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream("words.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(
            entry => entry.Name,
            entry => _languages.Select(language => entry.Value.GetProperty(language).GetString()!).ToArray(),
            StringComparer.Ordinal);
    }
}
