using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The fields of one map in a pack: each is read once, what is wrong is collected, what nobody read is unknown.</summary>
internal sealed partial class PackFields
{
    private readonly Dictionary<string, PackNode> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<PackError> _errors;
    private readonly string _path;

    public PackFields(PackNode node, string path, List<PackError> errors)
    {
        (Line, _path, _errors) = (node.Line, path, errors);
        if (node.Entries is null)
        {
            errors.Add(new PackError(node.Line, Refusal.Of(path.Length == 0 ? "pack" : path, node.Shape, "a map")));
            return;
        }
        foreach (var (key, value) in node.Entries)
        {
            _fields[key] = value;
        }
    }

    public int Line { get; }

    public PackNode? Node(string key)
    {
        _read.Add(key);
        return _fields.GetValueOrDefault(key);
    }

    public bool Has(string key) => _fields.ContainsKey(key);

    /// <summary>Call last: what was never asked for is a misspelling, and a misspelt rule is a rule that does not work.</summary>
    public void RefuseUnknown()
    {
        foreach (var (key, value) in _fields)
        {
            if (!_read.Contains(key))
            {
                Refuse(value.Line, key, value.Shape, $"no such field here; known: {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
            }
        }
    }

    public string? Text(string key, string allowed, Func<string, bool> isAllowed, bool required = true)
    {
        var node = Node(key);
        if (node is null)
        {
            if (required)
            {
                Refuse(Line, key, null, allowed);
            }
            return null;
        }
        if (node.Text is { } text && isAllowed(text))
        {
            return text;
        }
        Refuse(node.Line, key, node.Shape, allowed);
        return null;
    }

    public int? Number(string key, int least, int most, bool required = true)
    {
        var text = Text(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
            text => TryNumber(text, least, most, out _), required);
        return text is not null && TryNumber(text, least, most, out var number) ? (int)number : null;
    }

    /// <summary>Milliseconds from a text such as 500ms, 5s, 3m or 2h; at most a day.</summary>
    public long? Duration(string key, bool required = true)
    {
        var text = Text(key, "a time such as 500ms, 5s, 3m or 2h, at most 24h", static text => TryDuration(text, out _), required);
        return text is not null && TryDuration(text, out var milliseconds) ? milliseconds : null;
    }

    public string Citation() =>
        Text("from", "the document it comes from (S0 to S4), PRODUCT or DESIGN with a section, or ours", static text => text.Length <= 200 && CitationPattern().IsMatch(text)) ?? "";

    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> words, bool required = true) where T : struct
    {
        var text = Text(key, string.Join(", ", words.Keys), words.ContainsKey, required);
        return text is null ? null : words[text];
    }

    /// <summary>A list of words, each of which must be allowed; absent = empty.</summary>
    public List<T> Words<T>(string key, string allowed, Func<string, T?> read, bool required = false) where T : struct
    {
        var words = new List<T>();
        var node = Node(key);
        if (node is null)
        {
            if (required)
            {
                Refuse(Line, key, null, allowed);
            }
            return words;
        }
        if (node.Items is null || (required && node.Items.Count == 0))
        {
            Refuse(node.Line, key, node.Shape, $"a list: {allowed}");
            return words;
        }
        foreach (var item in node.Items)
        {
            if (item.Text is { } text && read(text) is { } word && !words.Contains(word))
            {
                words.Add(word);
            }
            else
            {
                Refuse(item.Line, key, item.Shape, $"{allowed}, each once");
            }
        }
        return words;
    }

    public void Refuse(int line, string key, string? value, string allowed) =>
        _errors.Add(new PackError(line, Refusal.Of(_path.Length == 0 ? key : $"{_path}.{key}", value, allowed)));

    private static bool TryNumber(string text, int least, int most, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    private static bool TryDuration(string text, out long milliseconds)
    {
        const long day = 24L * 3600 * 1000;
        milliseconds = 0;
        var match = DurationPattern().Match(text);
        if (!match.Success)
        {
            return false;
        }
        var unit = match.Groups[2].Value switch { "ms" => 1L, "s" => 1000L, "m" => 60_000L, _ => 3_600_000L };
        milliseconds = long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) * unit;
        return milliseconds <= day;
    }

    [GeneratedRegex(@"^([0-9]{1,8})(ms|s|m|h)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"\b(S[0-4]|PRODUCT|DESIGN|ours)\b", RegexOptions.CultureInvariant)]
    private static partial Regex CitationPattern();
}
