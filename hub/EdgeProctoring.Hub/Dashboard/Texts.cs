using System.Collections;
using System.Globalization;
using System.Resources;
using System.Security.Claims;
using System.Text.Json;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The words of the pages in one language. They stand in Words.resx and its translations alone; scripts get them as JSON.</summary>
public sealed class Texts
{
    public const string Cookie = "ep-language";

    private static readonly ResourceManager _words = new("EdgeProctoring.Hub.Dashboard.Words", typeof(Texts).Assembly);
    private static readonly Dictionary<string, Texts> _languages = ((string[])["kk", "ru", "en"]).ToDictionary(language => language, language => new Texts(language));

    private readonly Dictionary<string, string> _texts;

    private Texts(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
        // English is the neutral resource; the others must hold every word themselves.
        var set = _words.GetResourceSet(language == "en" ? CultureInfo.InvariantCulture : Culture, createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"The words of language '{language}' are missing beside the program.");
        _texts = set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    public static IReadOnlyCollection<string> Languages => _languages.Keys;

    public string Language { get; }
    public CultureInfo Culture { get; }
    public IReadOnlyCollection<string> Keys => _texts.Keys;
    public string this[string key] => _texts.TryGetValue(key, out var text) ? text : key;

    public static Texts In(string language) => _languages[language];

    /// <summary>The language that this person chose, has in the account, or whose browser asks for.</summary>
    public static Texts Of(HttpContext http)
    {
        string?[] wishes =
        [
            http.Request.Query["lang"], http.Request.Cookies[Cookie], http.User.FindFirstValue(SignIn.LanguageClaim),
            .. http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.Value?.Split('-')[0]),
        ];
        return wishes.Select(wish => wish is null ? null : _languages.GetValueOrDefault(wish)).FirstOrDefault(found => found is not null) ?? _languages["ru"];
    }

    public string Format(string key, params object[] values) => string.Format(Culture, this[key], values);

    /// <summary>Kazakh puts the number first: 17-орын.</summary>
    public string Seat(string id) => Language == "kk" ? $"{id}-{this["wall.seat"]}" : $"{this["wall.seat"]} {id}";

    /// <summary>The word that goes with a number: one, few or many; Kazakh has one form for all.</summary>
    public string Count(string key, int number) => Format(key + Form(Language, number), number);

    /// <summary>The ending of a key that fits a number, as the page's scripts choose it too.</summary>
    public static string Form(string language, int number) => language switch
    {
        "kk" => ".many",
        "ru" => (number % 10, number % 100) is (1, not 11) ? ".one" : (number % 10, number % 100) is (>= 2 and <= 4, < 12 or > 14) ? ".few" : ".many",
        _ => number == 1 ? ".one" : ".many",
    };

    /// <summary>The words whose keys begin so, for a page's script.</summary>
    public string ToJson(params IReadOnlyCollection<string> beginnings) =>
        JsonSerializer.Serialize(_texts.Where(text => beginnings.Any(beginning => text.Key.StartsWith(beginning, StringComparison.Ordinal))).ToDictionary());
}
