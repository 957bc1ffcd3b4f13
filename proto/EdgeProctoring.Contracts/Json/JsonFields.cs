using System.Globalization;
using System.Text.Json;

namespace EdgeProctoring.Contracts;

/// <summary>The fields of one JSON object: each is read once, all that is wrong is collected, what nobody asked for is refused.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly Action<Refusal> _refuse;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public JsonFields(JsonElement element, string path, Action<Refusal> refuse)
    {
        (_element, _path, _refuse) = (element, path, refuse);
        if (element.ValueKind != JsonValueKind.Object)
        {
            refuse(Refusal.Of(path, Shown(element), "an object"));
        }
    }

    public void Refuse(string key, object? value, string allowed) => _refuse(Refusal.Of(Name(key), value, allowed));

    public bool Has(string key) => _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out _);

    /// <summary>Call last.</summary>
    public void RefuseUnknown()
    {
        if (_element.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        foreach (var property in _element.EnumerateObject())
        {
            if (!_read.Contains(property.Name))
            {
                Refuse(property.Name, Shown(property.Value), $"no such field here; known: {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
            }
        }
    }

    public string Id(string key) => OptionalId(key, required: true) ?? "";

    public string? OptionalId(string key, bool required = false) =>
        Text(key, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'", IsId, required);

    public string? Text(string key, int length, bool required = false) =>
        Text(key, $"1 to {length} characters, none of them control characters", text => IsText(text, length), required);

    public string? Text(string key, string allowed, Func<string, bool> isAllowed, bool required)
    {
        if (!Value(key, allowed, required, out var value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && isAllowed(text))
        {
            return text;
        }
        Refuse(key, Shown(value), allowed);
        return null;
    }

    public int? Number(string key, int least, int most, bool required = false) => (int?)LongNumber(key, least, most, required);

    public long? LongNumber(string key, long least, long most, bool required = false)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        if (!Value(key, allowed, required, out var value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most)
        {
            return number;
        }
        Refuse(key, Shown(value), allowed);
        return null;
    }

    public DateTimeOffset? Time(string key, bool required = false)
    {
        var text = Text(key, JsonTime.Allowed, static text => JsonTime.TryParse(text, out _), required);
        return text is not null && JsonTime.TryParse(text, out var time) ? time : null;
    }

    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> words, bool required = false) where T : struct
    {
        var text = Text(key, string.Join(", ", words.Keys), words.ContainsKey, required);
        return text is null ? null : words[text];
    }

    public Source? Source(string key, bool required = false)
    {
        var text = Text(key, "node:, browser:, vision: or person: and an id, perhaps a slash and a camera", static text => IsSource(text), required);
        return text is not null && Contracts.Source.TryParse(text, out var source) ? source : null;
    }

    public ViolationCode? Code(string key, bool required = false)
    {
        var text = Text(key, "a code of the catalogue", static text => ViolationCodes.TryParse(text, out _), required);
        return text is not null && ViolationCodes.TryParse(text, out var code) ? code : null;
    }

    public JsonFields? Object(string key, bool required = false) =>
        Value(key, "an object", required, out var value) ? new JsonFields(value, Name(key), _refuse) : null;

    /// <summary>The items of a list; absent = empty.</summary>
    public IReadOnlyList<T> List<T>(string key, int most, Func<JsonElement, string, T?> read) where T : class
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a list of at most {most}");
        if (!Value(key, allowed, false, out var value))
        {
            return [];
        }
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Refuse(key, value.ValueKind == JsonValueKind.Array ? $"{value.GetArrayLength()} items" : Shown(value), allowed);
            return [];
        }
        var items = new List<T>(value.GetArrayLength());
        foreach (var element in value.EnumerateArray())
        {
            if (read(element, string.Create(CultureInfo.InvariantCulture, $"{Name(key)}[{items.Count}]")) is { } item)
            {
                items.Add(item);
            }
        }
        return items;
    }

    public IReadOnlyList<T> Objects<T>(string key, int most, Func<JsonFields, T?> read) where T : class => List(key, most, (element, path) =>
    {
        var fields = new JsonFields(element, path, _refuse);
        var item = read(fields);
        fields.RefuseUnknown();
        return item;
    });

    public IReadOnlyList<string> Words(string key, int most, string allowed, Func<string, bool> isAllowed) => List(key, most, (element, path) =>
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text && isAllowed(text))
        {
            return text;
        }
        _refuse(Refusal.Of(path, Shown(element), allowed));
        return null;
    });

    public IReadOnlyList<string> Ids(string key, int most) => Words(key, most, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'", IsId);

    public static bool IsId(string text) =>
        text.Length is > 0 and <= Limits.IdLength && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static bool IsText(string text, int length) =>
        text.Length > 0 && text.Length <= length && !text.Any(static letter => char.IsControl(letter) && letter != '\n');

    private static bool IsSource(string text) =>
        Contracts.Source.TryParse(text, out var source) && IsId(source.Sender) && (source.Camera is null || IsId(source.Camera));

    private bool Value(string key, string allowed, bool required, out JsonElement value)
    {
        _read.Add(key);
        value = default;
        if (_element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out value))
        {
            return true;
        }
        if (required && _element.ValueKind == JsonValueKind.Object)
        {
            Refuse(key, null, allowed);
        }
        return false;
    }

    private string Name(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText(),
    };
}
