using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using EdgeProctoring.Hub.Dashboard;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The words of the pages of remote exams in one language; its script gets them as JSON.</summary>
public sealed class RemoteTexts
{
    private static readonly ResourceManager _words = new("EdgeProctoring.Hub.RemoteExams.RemoteWords", typeof(RemoteTexts).Assembly);
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Cyrillic, UnicodeRanges.GeneralPunctuation, UnicodeRanges.Latin1Supplement) };
    private static readonly Dictionary<string, RemoteTexts> _languages = Texts.Languages.ToDictionary(language => language, language => new RemoteTexts(language), StringComparer.Ordinal);

    private readonly Dictionary<string, string> _texts;

    private RemoteTexts(string language)
    {
        Language = language;
        // English is the neutral resource; the others must hold every word themselves.
        var set = _words.GetResourceSet(language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"The words of language '{language}' are missing beside the program.");
        _texts = set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    public string Language { get; }
    public IReadOnlyCollection<string> Keys => _texts.Keys;
    public string this[string key] => _texts.TryGetValue(key, out var text) ? text : key;

    public string Of(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.GetCultureInfo(Language), this[key], values);

    public static RemoteTexts In(string language) => _languages[language];

    public string ToJson() => JsonSerializer.Serialize(_texts.Where(pair => !pair.Key.StartsWith("guide.", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), _json);
}
